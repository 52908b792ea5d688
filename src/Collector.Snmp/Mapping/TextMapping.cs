using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping;

/// <summary>Metric types that are strings: the text is rendered and escaped once, into the table's text.</summary>
internal sealed class TextMapping(TextForm form) : CellMapping
{
    private const int OnStack = 512;

    /// <inheritdoc/>
    public override bool IsText => true;

    /// <inheritdoc/>
    public override bool TryMap(in SnmpValue value, TableSnapshot staging, out ulong cell)
    {
        var maxLength = TextRendering.MaxLength(value);
        byte[]? rented = null;
        Span<byte> plain = maxLength <= OnStack ? stackalloc byte[OnStack] : rented = System.Buffers.ArrayPool<byte>.Shared.Rent(maxLength);
        var length = TextRendering.Render(form, value, plain);
        cell = staging.CommitText(LabelEscaping.Escape(plain[..length], staging.TextRoom(LabelEscaping.MaxLength(length))));
        if (rented is not null) System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        return true;
    }
}
