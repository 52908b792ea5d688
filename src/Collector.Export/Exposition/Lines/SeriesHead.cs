using Collector.Export.Exposition.Readings;
using Collector.Pipeline.Targets;

namespace Collector.Export.Exposition.Lines;

/// <summary>What all lines of one family and one target begin with: <c>ifInOctets{instance="192.0.2.1",</c>, built once and copied for each row.</summary>
/// <remarks>One page at a time; the buffers are kept from family to family.</remarks>
internal sealed class SeriesHead
{
    private byte[] _head = new byte[512];
    private byte[] _extra = new byte[64];
    private int _length;
    private int _nameLength;
    private int _extraLength;
    private int _extraNameLength;
    private LabelSet _labels = LabelSet.Empty;

    /// <summary>The head before more labels: it ends with the opening brace or with a comma.</summary>
    public ReadOnlySpan<byte> Open => _head.AsSpan(0, _length);

    /// <summary>The head of a line without more labels: up to the name or the last of the target's labels.</summary>
    public ReadOnlySpan<byte> Bare => _head.AsSpan(0, HasLabels ? _length - 1 : _nameLength);

    /// <summary>Whether the target has labels, so that a bare line needs its closing brace.</summary>
    public bool HasLabels { get; private set; }

    public void Begin(ReadOnlySpan<byte> name, LabelSet labels) => Begin(name, new PageLabels(labels));

    /// <inheritdoc cref="Begin(ReadOnlySpan{byte}, LabelSet)"/>
    public void Begin(ReadOnlySpan<byte> name, in PageLabels target)
    {
        var block = target.Block;
        if (_head.Length < name.Length + block.Length + 2) _head = new byte[2 * (name.Length + block.Length + 2)];
        name.CopyTo(_head);
        _head[name.Length] = (byte)'{';
        block.CopyTo(_head.AsSpan(name.Length + 1));
        _nameLength = name.Length;
        _length = name.Length + 1 + block.Length;
        HasLabels = block.Length > 0;
        if (HasLabels) _head[_length++] = (byte)',';
        _labels = target.Labels;
        _extraLength = 0;
    }

    /// <summary>How a column's own label begins (<c>state="</c>). As without Prometheus' honor_labels the target's label of that name wins and this one becomes <c>exported_…</c>.</summary>
    public ReadOnlySpan<byte> Extra(ReadOnlySpan<byte> name)
    {
        var isSame = _extraLength > 0 && name.SequenceEqual(_extra.AsSpan(_extraLength - 2 - _extraNameLength, _extraNameLength));
        if (!isSame) BeginExtra(name);
        return _extra.AsSpan(0, _extraLength);
    }

    private void BeginExtra(ReadOnlySpan<byte> name)
    {
        var prefix = "exported_"u8;
        var prefixes = 0;
        while (HasLabel(prefixes, name)) prefixes++;
        var length = prefixes * prefix.Length + name.Length + 2;
        if (_extra.Length < length) _extra = new byte[2 * length];
        for (var i = 0; i < prefixes; i++) prefix.CopyTo(_extra.AsSpan(i * prefix.Length));
        name.CopyTo(_extra.AsSpan(prefixes * prefix.Length));
        "=\""u8.CopyTo(_extra.AsSpan(length - 2));
        (_extraLength, _extraNameLength) = (length, name.Length);
    }

    private bool HasLabel(int prefixes, ReadOnlySpan<byte> name)
    {
        const string Prefix = "exported_";
        for (var i = 0; i < _labels.Count; i++)
        {
            var label = _labels[i].Name.AsSpan(); // label names are ASCII
            var prefixed = 0;
            while (prefixed < prefixes && label.StartsWith(Prefix, StringComparison.Ordinal))
            {
                label = label[Prefix.Length..];
                prefixed++;
            }

            if (prefixed == prefixes && System.Text.Ascii.Equals(name, label)) return true;
        }

        return false;
    }
}
