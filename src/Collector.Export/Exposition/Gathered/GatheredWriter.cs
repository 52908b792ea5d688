using Collector.Export.Exposition.Output;
using Collector.Export.Exposition.Plans;

namespace Collector.Export.Exposition.Gathered;

/// <summary>Writes gathered pages, one at a time: family by family, each in order.</summary>
/// <remarks>Keeps its buffers from page to page; <see cref="GatheredPage"/> lends writers out.</remarks>
internal sealed class GatheredWriter(RowRanks ranks) : IDisposable
{
    private const int Tail = GoNumberText.MaxLength + 8; // braces, a comma, a label's punctuation, space, value, line feed

    private readonly PageBuffer _buffer = new();
    private readonly FamilySeries _series = new(ranks);

    /// <summary>Why the modules cannot be on one page; null when they can.</summary>
    public string? FindConflict(GatheredPlan plan, IReadOnlyList<GatheredModule> modules)
    {
        foreach (var family in plan.Shared)
        {
            if (Disagreement(family, modules) is { } disagreement) return disagreement;
            _series.Take(family, modules);
            var isTwice = _series.HasDuplicate();
            _series.Clear();
            if (isTwice) return TwiceMessage(family.NameText);
        }

        return null;
    }

    public static string TwiceMessage(string family) => $"collected metric \"{family}\" was collected before with the same name and label values";

    public async ValueTask WriteAsync(GatheredPlan plan, IReadOnlyList<GatheredModule> modules, PageOutput output)
    {
        foreach (var family in plan.Families)
        {
            if (family.Gauge >= 0) WriteGauge(family, modules);
            else await WriteSeriesAsync(family, modules, output);
            if (_buffer.IsFull) await SendAsync(output);
        }

        await SendAsync(output);
        await output.CompleteAsync();
    }

    /// <summary>Lets go of everything the page held.</summary>
    public void Clear()
    {
        _series.Clear();
        _buffer.Truncate(0);
    }

    public void Dispose() => _buffer.Dispose();

    private static string? Disagreement(GatheredFamily family, IReadOnlyList<GatheredModule> modules)
    {
        PlanColumn? first = null;
        foreach (var column in family.Columns)
        {
            if (!modules[column.Schema].Snapshot!.Tables[column.Table].Slice(column.Index).Presence.ContainsAnyExcept(0UL)) continue;
            if (first is not { } known) first = column;
            else if (GatheredFamily.Disagreement(known.Column.Family, column.Column.Family) is { } disagreement) return disagreement;
        }

        return null;
    }

    private void WriteGauge(GatheredFamily family, IReadOnlyList<GatheredModule> modules)
    {
        _buffer.Append(family.Header);
        foreach (var module in modules.OrderBy(module => module.Name, StringComparer.Ordinal))
        {
            _buffer.Append(family.Name);
            _buffer.Append("{module=\""u8);
            _buffer.Append(Pipeline.Samples.LabelEscaping.Escape(module.Name));
            _buffer.Append("\"} "u8);
            _buffer.Advance(GoNumberText.Write(module.Gauges[family.Gauge], _buffer.Room(GoNumberText.MaxLength)));
            _buffer.Append("\n"u8);
        }
    }

    private async ValueTask WriteSeriesAsync(GatheredFamily family, IReadOnlyList<GatheredModule> modules, PageOutput output)
    {
        _series.Take(family, modules);
        if (_series.Count > 0) _buffer.Append(family.Header);
        for (var next = 0; next < _series.Count;)
        {
            for (; next < _series.Count && !_buffer.IsFull; next++) Write(family.Name, _series[next]);
            if (_buffer.IsFull) await SendAsync(output);
        }

        _series.Clear();
    }

    // A line is composed in one piece of room, so that its parts need no checks of their own.
    private void Write(ReadOnlySpan<byte> name, in GatheredSeries series)
    {
        var block = _series.Block(series);
        var line = _buffer.Room(name.Length + block.Length + series.NameLength + series.ValueLength + Tail);
        name.CopyTo(line);
        var at = name.Length;
        if (series.NameLength > 0) at += WriteLabels(_series.Labels(series), line[at..]);
        else if (!block.IsEmpty) at += WriteBlock(block, line[at..]);
        line[at++] = (byte)' ';
        at += series.IsUnsigned ? GoNumberText.Write(series.Bits, line[at..]) : GoNumberText.Write(BitConverter.UInt64BitsToDouble(series.Bits), line[at..]);
        line[at] = (byte)'\n';
        _buffer.Advance(at + 1);
    }

    private static int WriteBlock(ReadOnlySpan<byte> block, Span<byte> line)
    {
        line[0] = (byte)'{';
        block.CopyTo(line[1..]);
        line[block.Length + 1] = (byte)'}';
        return block.Length + 2;
    }

    private static int WriteLabels(LabelReader labels, Span<byte> line)
    {
        var at = 0;
        while (labels.Read())
        {
            line[at] = (byte)(at == 0 ? '{' : ',');
            labels.Name.CopyTo(line[(at + 1)..]);
            at += labels.Name.Length + 1;
            "=\""u8.CopyTo(line[at..]);
            labels.Value.CopyTo(line[(at + 2)..]);
            at += labels.Value.Length + 2;
            line[at++] = (byte)'"';
        }

        line[at] = (byte)'}';
        return at + 1;
    }

    private async ValueTask SendAsync(PageOutput output)
    {
        await output.WriteAsync(_buffer.Written);
        _buffer.Truncate(0);
    }
}
