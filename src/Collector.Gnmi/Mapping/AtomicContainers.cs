using Collector.Gnmi.Mapping.Naming;
using Collector.Gnmi.Mapping.Wire;

namespace Collector.Gnmi.Mapping;

/// <summary>The containers that a device sends whole: a delete of a part of one is a delete of all of it, until an update that is not atomic ends that.</summary>
/// <remarks>gNMI specification 2.1.1. The stream's writer only. Bounded: what comes beyond is applied, only not remembered.</remarks>
internal sealed class AtomicContainers
{
    private const int Most = 10_000;

    private readonly Dictionary<byte[], byte[]> _prefixes = new(ByteKeys.Comparer); // elements written as a key → the prefix as it came
    private readonly KeyBuffer _key = new();

    public bool IsEmpty => _prefixes.Count == 0;

    /// <summary>From now on the container of a prefix is sent whole.</summary>
    public void Add(WirePath path, ReadOnlySpan<byte> prefix)
    {
        Write(path, path.Count);
        if (_prefixes.Count < Most) _prefixes[_key.Written.ToArray()] = prefix.ToArray();
    }

    /// <summary>The containers around a path, the path itself included, are no longer sent whole.</summary>
    public void RemoveAround(WirePath path)
    {
        while (TryFindAround(path, out var key, out _)) _prefixes.Remove(key);
    }

    /// <summary>The outermost container that a path lies in, without being all of it: its prefix as it came.</summary>
    public bool TryFindAround(WirePath path, out byte[] prefix) => TryFindAround(path, out _, out prefix);

    public void Clear() => _prefixes.Clear();

    private bool TryFindAround(WirePath path, out byte[] key, out byte[] prefix)
    {
        for (var elements = 0; elements <= path.Count; elements++)
        {
            Write(path, elements);
            key = _key.Written.ToArray();
            if (_prefixes.TryGetValue(key, out prefix!)) return true;
        }

        (key, prefix) = ([], []);
        return false;
    }

    private void Write(WirePath path, int elements)
    {
        _key.Clear();
        for (var element = 0; element < elements; element++)
        {
            _key.Add(ModulePrefix.Strip(path.Name(element)));
            _key.Add(path.KeysOf(element));
            for (var key = 0; key < path.KeysOf(element); key++)
            {
                _key.Add(path.KeyName(element, key));
                _key.Add(path.KeyValue(element, key));
            }
        }
    }
}
