namespace Collector.Gnmi.Mapping.Wire;

/// <summary>A path taken apart: origin, target, and elements with their keys sorted by name. Reused for one path after the other.</summary>
/// <remarks>
/// One user at a time. Elements are appended from wire bytes (a prefix, then a path), from the suffix that <see cref="Json.JsonSuffix"/> makes of JSON, or one by one.
/// What a device may send is bounded: a longer path is refused.
/// </remarks>
internal sealed class WirePath
{
    public const int MostElements = 64;
    public const int MostKeys = 256;
    private const int MostBytes = 64 * 1024;

    private readonly Element[] _elements = new Element[MostElements];
    private readonly Key[] _keys = new Key[MostKeys];
    private byte[] _text = new byte[512];
    private int _textLength;
    private int _keyCount;
    private TextRange _origin;
    private TextRange _target;

    /// <summary>Elements.</summary>
    public int Count { get; private set; }

    /// <summary>Two origins were given, in the prefix and in the path.</summary>
    public bool HasTwoOrigins { get; private set; }

    public ReadOnlySpan<byte> Origin => Slice(_origin);

    public ReadOnlySpan<byte> Target => Slice(_target);

    public ReadOnlySpan<byte> Name(int element) => Slice(_elements[element].Name);

    public int KeysOf(int element) => _elements[element].Keys;

    public ReadOnlySpan<byte> KeyName(int element, int key) => Slice(_keys[_elements[element].FirstKey + key].Name);

    public ReadOnlySpan<byte> KeyValue(int element, int key) => Slice(_keys[_elements[element].FirstKey + key].Value);

    public void Clear()
    {
        (Count, _keyCount, _textLength) = (0, 0, 0);
        (_origin, _target) = (default, default);
        HasTwoOrigins = false;
    }

    /// <summary>Appends a Path message. False when it is broken or too long.</summary>
    public bool Append(ReadOnlySpan<byte> path)
    {
        var reader = new WireReader(path);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case Fields.Path.Elem:
                    if (!AppendElem(reader.ReadBytes())) return false;
                    break;
                case Fields.Path.Element:
                    if (!AppendElement(reader.ReadBytes())) return false; // of old devices: a name without keys
                    break;
                case Fields.Path.Origin:
                    if (!SetOrigin(reader.ReadBytes())) return false;
                    break;
                case Fields.Path.Target:
                    if (!TryKeep(reader.ReadBytes(), out _target)) return false;
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        return !reader.IsBroken;
    }

    /// <summary>Appends an element without keys.</summary>
    public bool AppendElement(ReadOnlySpan<byte> name)
    {
        if (Count == MostElements || !TryKeep(name, out var kept)) return false;
        _elements[Count++] = new Element { Name = kept, FirstKey = _keyCount };
        return true;
    }

    /// <summary>Adds a key to the last element, in its place by name. One of the same name is replaced, as in any map.</summary>
    public bool AppendKey(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!TryKeep(value, out var keptValue)) return false;
        ref var element = ref _elements[Count - 1];
        var place = _keyCount;
        while (place > element.FirstKey && Slice(_keys[place - 1].Name).SequenceCompareTo(name) > 0) place--;
        if (place > element.FirstKey && Slice(_keys[place - 1].Name).SequenceEqual(name))
        {
            _keys[place - 1].Value = keptValue;
            return true;
        }

        if (_keyCount == MostKeys || !TryKeep(name, out var keptName)) return false;
        Array.Copy(_keys, place, _keys, place + 1, _keyCount - place);
        _keys[place] = new Key { Name = keptName, Value = keptValue };
        _keyCount++;
        element.Keys++;
        return true;
    }

    /// <summary>Drops elements from the end, down to a number of them.</summary>
    public void Truncate(int elements)
    {
        if (elements >= Count) return;
        _keyCount = _elements[elements].FirstKey;
        Count = elements;
    }

    private bool AppendElem(ReadOnlySpan<byte> elem)
    {
        if (Count == MostElements) return false;
        ref var element = ref _elements[Count++];
        element = new Element { FirstKey = _keyCount };
        var reader = new WireReader(elem);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == Fields.PathElem.Name)
            {
                if (!TryKeep(reader.ReadBytes(), out element.Name)) return false;
            }
            else if (tag == Fields.PathElem.Key)
            {
                if (!AppendKeyEntry(reader.ReadBytes())) return false;
            }
            else
            {
                reader.Skip(tag);
            }
        }

        return !reader.IsBroken;
    }

    private bool AppendKeyEntry(ReadOnlySpan<byte> entry)
    {
        ReadOnlySpan<byte> name = default, value = default;
        var reader = new WireReader(entry);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == Fields.KeyEntry.Key) name = reader.ReadBytes();
            else if (tag == Fields.KeyEntry.Value) value = reader.ReadBytes();
            else reader.Skip(tag);
        }

        return !reader.IsBroken && AppendKey(name, value);
    }

    private bool SetOrigin(ReadOnlySpan<byte> origin)
    {
        if (origin.IsEmpty) return true;
        if (!Origin.IsEmpty)
        {
            HasTwoOrigins = true; // the prefix came first, and wins
            return true;
        }

        return TryKeep(origin, out _origin);
    }

    private bool TryKeep(ReadOnlySpan<byte> text, out TextRange kept)
    {
        kept = new TextRange { Start = _textLength, Length = text.Length };
        if (_textLength + text.Length > MostBytes) return false;
        if (_text.Length - _textLength < text.Length) Array.Resize(ref _text, Math.Max(2 * _text.Length, _textLength + text.Length));
        text.CopyTo(_text.AsSpan(_textLength));
        _textLength += text.Length;
        return true;
    }

    private ReadOnlySpan<byte> Slice(TextRange range) => _text.AsSpan(range.Start, range.Length);

    private struct TextRange
    {
        public int Start;
        public int Length;
    }

    private struct Element
    {
        public TextRange Name;
        public int FirstKey;
        public int Keys;
    }

    private struct Key
    {
        public TextRange Name;
        public TextRange Value;
    }
}
