using System.Buffers;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Rendering;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>Metric type `ParseDateAndTime`: a text is read with the module's pattern; one that does not fit shows nothing. Cells are Unix seconds.</summary>
internal sealed class DateTextMapping(DatePattern pattern, Scaling scaling) : CellMapping
{
    private const int OnStack = 512;

    /// <inheritdoc/>
    public override string Takes => $"a date takes text like {pattern}";

    /// <inheritdoc/>
    public override bool TryMap(in SnmpValue value, TableSnapshot staging, out ulong cell)
    {
        var maxLength = TextRendering.MaxLength(value);
        byte[]? rented = null;
        Span<byte> text = maxLength <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(maxLength);
        var length = TextRendering.Render(TextForm.Display, value, text);
        var fits = pattern.TryRead(text[..length], out var seconds);
        cell = scaling.Apply(seconds);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return fits;
    }
}
