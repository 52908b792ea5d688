namespace Collector.Gnmi.Mapping.Json;

/// <summary>The keys of one list entry, sorted ordinally by name: bare names, values as text with escapes resolved.</summary>
internal readonly ref struct JsonListKeys
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly ReadOnlySpan<JsonKey> _keys;

    internal JsonListKeys(ReadOnlySpan<byte> text, ReadOnlySpan<JsonKey> keys, bool isPosition)
    {
        _text = text;
        _keys = keys;
        IsPosition = isPosition;
    }

    public int Count => _keys.Length;

    /// <summary>The entry has no member that could be its key, and its place in the list, from 0, stands for it: the key <c>index</c>.</summary>
    public bool IsPosition { get; }

    public ReadOnlySpan<byte> Name(int key) => _text.Slice(_keys[key].NameStart, _keys[key].NameLength);

    public ReadOnlySpan<byte> Value(int key) => _text.Slice(_keys[key].ValueStart, _keys[key].ValueLength);
}

/// <summary>Where one key's name and value are in the text of all of them.</summary>
internal struct JsonKey
{
    public int NameStart;
    public int NameLength;
    public int ValueStart;
    public int ValueLength;
}
