using System.Buffers.Binary;
using Collector.Export.Exposition.Output;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Export.Exposition.Lines;

/// <summary>Writes the lines of up to 64 rows of one column of one target: head, the row's labels, value. Next: Collector.Daemon, MetricsEndpoint.</summary>
/// <remarks>The hot loop of a scrape: a line costs three copies and an integer's digits, and allocates nothing.</remarks>
internal readonly ref struct SeriesWriter(PageBuffer page, SeriesHead head, RowLabels? labels, RowTimes times, DuplicateFilter? seen) : ISeriesVisitor
{
    private const ushort CloseAndSpace = '}' | ' ' << 8;
    private const int Tail = 2 * NumberText.MaxLength + 8; // braces, quotes, commas, value, timestamp, line feed

    private readonly ReadOnlySpan<byte> _open = head.Open;
    private readonly RowTimes _times = times;

    /// <inheritdoc/>
    public void Unsigned(int row, ulong value)
    {
        var block = labels is null ? default : labels.Block(row);
        var line = page.Room(_open.Length + block.Length + Tail);
        var at = Begin(line, block);
        if (seen is not null && !seen.Add(block)) return;
        at += NumberText.Write(value, line[at..]);
        End(line, at, row);
    }

    /// <inheritdoc/>
    public void Signed(int row, long value)
    {
        var block = labels is null ? default : labels.Block(row);
        var line = page.Room(_open.Length + block.Length + Tail);
        var at = Begin(line, block);
        if (seen is not null && !seen.Add(block)) return;
        at += NumberText.Write(value, line[at..]);
        End(line, at, row);
    }

    /// <inheritdoc/>
    public void Double(int row, double value)
    {
        var block = labels is null ? default : labels.Block(row);
        var line = page.Room(_open.Length + block.Length + Tail);
        var at = Begin(line, block);
        if (seen is not null && !seen.Add(block)) return;
        at += NumberText.Write(value, line[at..]);
        End(line, at, row);
    }

    /// <inheritdoc/>
    public void Labelled(int row, scoped ReadOnlySpan<byte> labelName, scoped ReadOnlySpan<byte> labelValue, double value)
    {
        var block = labels is null ? default : labels.Block(row);
        var extra = head.Extra(labelName);
        var line = page.Room(_open.Length + block.Length + extra.Length + labelValue.Length + Tail);
        _open.CopyTo(line);
        var at = _open.Length;
        block.CopyTo(line[at..]);
        at += block.Length;
        if (block.Length > 0) line[at++] = (byte)',';
        extra.CopyTo(line[at..]);
        at += extra.Length;
        labelValue.CopyTo(line[at..]);
        at += labelValue.Length;
        line[at++] = (byte)'"';
        if (seen is not null && !seen.Add(line[_open.Length..at])) return;
        BinaryPrimitives.WriteUInt16LittleEndian(line[at..], CloseAndSpace);
        at += 2;
        at += NumberText.Write(value, line[at..]);
        End(line, at, row);
    }

    /// <summary>A line with two labels of its own, which are escaped already.</summary>
    public void Labelled(scoped ReadOnlySpan<byte> labelName, scoped ReadOnlySpan<byte> labelValue, scoped ReadOnlySpan<byte> secondName, scoped ReadOnlySpan<byte> secondValue, double value)
    {
        var line = page.Room(_open.Length + head.Extra(labelName).Length + labelValue.Length + head.Extra(secondName).Length + secondValue.Length + Tail);
        _open.CopyTo(line);
        var at = _open.Length;
        at += AddLabel(line[at..], head.Extra(labelName), labelValue);
        line[at++] = (byte)',';
        at += AddLabel(line[at..], head.Extra(secondName), secondValue);
        BinaryPrimitives.WriteUInt16LittleEndian(line[at..], CloseAndSpace);
        at += 2;
        at += NumberText.Write(value, line[at..]);
        End(line, at, row: 0);
    }

    private static int AddLabel(Span<byte> line, ReadOnlySpan<byte> beginning, scoped ReadOnlySpan<byte> value)
    {
        beginning.CopyTo(line);
        value.CopyTo(line[beginning.Length..]);
        line[beginning.Length + value.Length] = (byte)'"';
        return beginning.Length + value.Length + 1;
    }

    private int Begin(Span<byte> line, ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty) return BeginBare(line);
        _open.CopyTo(line);
        block.CopyTo(line[_open.Length..]);
        var at = _open.Length + block.Length;
        BinaryPrimitives.WriteUInt16LittleEndian(line[at..], CloseAndSpace);
        return at + 2;
    }

    private int BeginBare(Span<byte> line)
    {
        var bare = head.Bare;
        bare.CopyTo(line);
        var at = bare.Length;
        if (head.HasLabels) line[at++] = (byte)'}';
        line[at++] = (byte)' ';
        return at;
    }

    private void End(Span<byte> line, int at, int row)
    {
        if (_times.IsWanted) at = AddTimestamp(line, at, row);
        line[at] = (byte)'\n';
        page.Advance(at + 1);
    }

    private int AddTimestamp(Span<byte> line, int at, int row)
    {
        line[at++] = (byte)' ';
        return at + NumberText.WriteTimestamp(_times.Of(row), _times.Format, line[at..]);
    }
}
