namespace Collector.Gnmi.Mapping.Json;

/// <summary>Room for text that has to be put together: keys of an entry, items of a leaf-list, strings with escapes. Grows to the largest of them.</summary>
internal sealed class JsonScratch
{
    private byte[] _bytes = new byte[256];
    private int _length;

    public int Length => _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Takes back what was written since.</summary>
    public void Truncate(int length) => _length = length;

    public void Append(byte letter) => Append([letter]);

    public void Append(scoped ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        _length += text.Length;
    }

    public void AppendUnescaped(scoped ReadOnlySpan<byte> escaped) => _length += JsonText.Unescape(escaped, Room(escaped.Length));

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - _length < length) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + length));
        return _bytes.AsSpan(_length);
    }
}
