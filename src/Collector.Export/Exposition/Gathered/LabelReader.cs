using Collector.Pipeline.Samples;

namespace Collector.Export.Exposition.Gathered;

/// <summary>Reads the labels of one series in the order of their names: a row's label block, and maybe one more label that its column adds.</summary>
/// <remarks>Values stay escaped. The block is ours, so it is not checked: <c>a="x",b="y"</c>, sorted by name.</remarks>
internal ref struct LabelReader(ReadOnlySpan<byte> block, ReadOnlySpan<byte> extraName, ReadOnlySpan<byte> extraValue)
{
    private readonly ReadOnlySpan<byte> _extraName = extraName;
    private readonly ReadOnlySpan<byte> _extraValue = extraValue;
    private ReadOnlySpan<byte> _rest = block;
    private bool _hasExtra = !extraName.IsEmpty;

    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Escaped, without quotes.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    public bool Read()
    {
        if (_rest.IsEmpty) return ReadExtra();
        var equals = _rest.IndexOf((byte)'=');
        var name = _rest[..equals];
        if (_hasExtra && _extraName.SequenceCompareTo(name) < 0) return ReadExtra();
        var value = _rest[(equals + 2)..];
        var end = LabelBlock.EndOf(value);
        Name = name;
        Value = value[..end];
        _rest = value[(end + 1)..];
        if (!_rest.IsEmpty) _rest = _rest[1..]; // the comma
        return true;
    }

    private bool ReadExtra()
    {
        if (!_hasExtra) return false;
        _hasExtra = false;
        Name = _extraName;
        Value = _extraValue;
        return true;
    }
}
