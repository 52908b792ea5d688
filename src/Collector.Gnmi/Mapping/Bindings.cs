using Collector.Gnmi.Mapping.Wire;
using Collector.Pipeline.Store.Live;

namespace Collector.Gnmi.Mapping;

/// <summary>What a stream has taught: which cell the bytes of a prefix and a path stand for. While paths come in the order of the last time, finding one is a comparison of bytes.</summary>
/// <remarks>
/// The stream's writer only. A prefix is bytes as well, so that a device that puts the list entry there is as fast as one that puts it into every path. Bounded by
/// whoever adds. A binding whose row has ended since (<see cref="Binding.Generation"/>) is bound again.
/// </remarks>
internal sealed class Bindings
{
    public const int None = -1;

    private const int BelowMark = 0; // no message begins with four zeros: there is no field 0

    private readonly KeyBuffer _below = new();
    private readonly ByteTable _prefixes = new();
    private readonly ByteTable _paths = new();
    private readonly Dictionary<long, int> _byNumbers = [];
    private Binding[] _bindings = new Binding[16];
    private int[] _nextPrefix = new int[4];
    private int _lastPrefix;
    private int _last = None;
    private int _next; // what came after _last the last time

    public int Count { get; private set; }

    /// <summary>Something was added since somebody said no.</summary>
    public bool HasGrown { get; set; }

    /// <summary>Bytes held.</summary>
    public long Bytes => _prefixes.Bytes + _paths.Bytes + _bindings.Length * 56L + _byNumbers.Count * 28L;

    /// <summary>What came after the last one the last time; empty before the first.</summary>
    public ref Binding Next => ref _bindings[_next];

    public ref Binding this[int binding] => ref _bindings[binding];

    /// <summary>The bytes of a prefix.</summary>
    public ReadOnlySpan<byte> PrefixBytes(int prefix) => _prefixes[prefix];

    /// <summary>The number of a prefix. After the one before, the one that came last time is looked at first.</summary>
    public int Prefix(ReadOnlySpan<byte> bytes)
    {
        if (_lastPrefix < _nextPrefix.Length)
        {
            var expected = _nextPrefix[_lastPrefix];
            if (expected < _prefixes.Count && _prefixes.Is(expected, bytes)) return _lastPrefix = expected;
        }

        HasGrown = true; // or may have
        var prefix = _prefixes.FindOrAdd(bytes);
        if (_nextPrefix.Length < _prefixes.Count) Array.Resize(ref _nextPrefix, 2 * _prefixes.Count);
        _nextPrefix[_lastPrefix] = prefix;
        return _lastPrefix = prefix;
    }

    /// <summary>The number that stands for a prefix and a path together, below which the leaves of a JSON value are bound.</summary>
    public int Below(int prefix, ReadOnlySpan<byte> path)
    {
        _below.Clear();
        _below.Add(BelowMark);
        _below.Add(prefix);
        _below.Add(path);
        HasGrown = true; // or may have
        var number = _prefixes.FindOrAdd(_below.Written);
        if (_nextPrefix.Length < _prefixes.Count) Array.Resize(ref _nextPrefix, 2 * _prefixes.Count);
        return number;
    }

    /// <summary>Whether a number is of <see cref="Below"/>, and what it stands for.</summary>
    public bool IsBelow(int number, out int prefix, out ReadOnlySpan<byte> path)
    {
        prefix = 0;
        path = default;
        var rest = _prefixes[number];
        if (rest.Length < sizeof(int) || KeyBuffer.TakeNumber(ref rest) != BelowMark) return false;
        prefix = KeyBuffer.TakeNumber(ref rest);
        path = rest[sizeof(int)..]; // the path is the last part, behind its length
        return true;
    }

    /// <summary>Prefixes known.</summary>
    public int Prefixes => _prefixes.Count;

    /// <summary>The binding of a path below a prefix, or <see cref="None"/>.</summary>
    public int Find(int prefix, ReadOnlySpan<byte> path)
    {
        ref var next = ref Next;
        if (Count > 0 && next.Prefix == prefix && PathOf(next).SequenceEqual(path)) return FollowNext();
        var number = _paths.Find(path);
        if (number == ByteTable.None || !_byNumbers.TryGetValue(Numbers(prefix, number), out var found)) return None;
        return Follow(found);
    }

    /// <summary><see cref="Next"/> has come.</summary>
    public int FollowNext()
    {
        _last = _next;
        _next = _bindings[_next].Next;
        return _last;
    }

    /// <summary>The bytes of a binding's path.</summary>
    public ReadOnlySpan<byte> PathOf(in Binding binding) => _paths.Kept(binding.PathStart, binding.PathLength);

    /// <summary>Makes room for a binding that <see cref="Find"/> did not find.</summary>
    public int Add(int prefix, ReadOnlySpan<byte> path)
    {
        HasGrown = true;
        var number = _paths.FindOrAdd(path);
        if (Count == _bindings.Length) Array.Resize(ref _bindings, Count + Count / 2);
        var (start, length) = _paths.PlaceOf(number);
        _bindings[Count] = new Binding { Prefix = prefix, PathStart = start, PathLength = length };
        _byNumbers.Add(Numbers(prefix, number), Count);
        return Follow(Count++);
    }

    /// <summary>Forgets everything: what still comes is bound again.</summary>
    public void Clear()
    {
        _prefixes.Clear();
        _paths.Clear();
        _byNumbers.Clear();
        Array.Clear(_bindings);
        (Count, _last, _next, _lastPrefix) = (0, None, 0, 0);
        Array.Clear(_nextPrefix);
    }

    private static long Numbers(int prefix, int path) => (long)prefix << 32 | (uint)path;

    private int Follow(int binding)
    {
        if (_last != None) _bindings[_last].Next = binding;
        _next = _bindings[binding].Next;
        return _last = binding;
    }

    /// <summary>One prefix and path, and the cell they stand for.</summary>
    internal struct Binding
    {
        public int Prefix;
        public int PathStart;
        public int PathLength;

        /// <summary>What came after it the last time.</summary>
        public int Next;

        public int Row;

        /// <summary>Of the row's slot when it was bound.</summary>
        public int Generation;

        /// <summary>How many times rows had ended when <see cref="Generation"/> was last looked at.</summary>
        public int CheckedAt;

        /// <summary>The field of TypedValue whose values are cells of <see cref="Column"/> as they come.</summary>
        public uint Type;

        /// <summary>Null for a path that is not shown, or not yet bound.</summary>
        public Leaf? Leaf;

        public LiveTable? Table;

        /// <summary>Where the last value went, if it was a number that no rule changes; otherwise null.</summary>
        public LiveColumn? Column;
    }
}
