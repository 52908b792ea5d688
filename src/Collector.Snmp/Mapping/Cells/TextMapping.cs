using System.Buffers;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Rendering;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>Metric types that are strings: the text is rendered and escaped once, into the table's text.</summary>
/// <param name="form">How an OCTET STRING is written.</param>
/// <param name="hint">A better way to write it, where the module has one.</param>
internal sealed class TextMapping(TextForm form, DisplayHint? hint = null) : CellMapping
{
    private const int OnStack = 512;

    /// <inheritdoc/>
    public override bool IsText => true;

    /// <inheritdoc/>
    public override bool TryMap(in SnmpValue value, TableSnapshot staging, out ulong cell)
    {
        cell = Write(form, hint, value, staging);
        return true;
    }

    /// <summary>Renders a value into a table's text and returns its cell.</summary>
    public static ulong Write(TextForm form, DisplayHint? hint, in SnmpValue value, TableSnapshot staging)
    {
        var maxLength = TextRendering.MaxLength(value, hint);
        byte[]? rented = null;
        Span<byte> plain = maxLength <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(maxLength);
        var length = TextRendering.Render(form, hint, value, plain);
        var cell = staging.CommitText(LabelEscaping.Escape(plain[..length], staging.TextRoom(LabelEscaping.MaxLength(length))));
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return cell;
    }
}
