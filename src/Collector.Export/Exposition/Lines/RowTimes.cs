namespace Collector.Export.Exposition.Lines;

/// <summary>When the rows of one column were answered, for a page that shows it; the default value is a page that does not.</summary>
internal readonly ref struct RowTimes(long startedUnixMs, ReadOnlySpan<uint> answeredAfterMs, ExpositionFormat format)
{
    private readonly ReadOnlySpan<uint> _answeredAfterMs = answeredAfterMs;

    public bool IsWanted { get; } = true;

    public ExpositionFormat Format { get; } = format;

    /// <summary>Unix milliseconds.</summary>
    public long Of(int row) => startedUnixMs + _answeredAfterMs[row];
}
