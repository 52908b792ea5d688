using Collector.Export.Exposition.Lines;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Export.Exposition.Readings;

/// <summary>One table of one target on a page, with what each family needs of it at hand.</summary>
/// <remarks>
/// A page visits all targets once for each family, and in between nothing of a target stays in a cache. The way from a snapshot to its cells is five objects that
/// each have to arrive before the next is known; here they are found once, and lie in the order in which they are visited.
/// </remarks>
internal readonly struct PageTable
{
    private readonly ModuleSnapshot _snapshot;
    private readonly TableSnapshot _table;
    private readonly ulong[] _cells;
    private readonly ulong[] _presence;
    private readonly RowLabels? _firstLabels;
    private readonly int _rows;

    public PageTable(ModuleSnapshot snapshot, int table)
    {
        _snapshot = snapshot;
        _table = snapshot.Tables[table];
        (_cells, _presence, _rows) = (_table.Cells, _table.Presence, _table.RowCapacity);
        _firstLabels = _table.RowLabels.Count > 0 ? _table.RowLabels[0] : null;
    }

    /// <summary>Chunks of 64 row slots.</summary>
    public int Chunks => (_rows + RowLabels.Rows - 1) / RowLabels.Rows;

    /// <summary>The rows of one chunk of a column; false when none of them has a value.</summary>
    public bool TrySlice(int column, int chunk, out ColumnSlice slice)
    {
        slice = default;
        if (chunk >= Chunks) return false;
        var presence = _presence.AsSpan((column * Chunks) + chunk, 1);
        if (presence[0] == 0) return false;
        var first = chunk * RowLabels.Rows;
        slice = new ColumnSlice(_cells.AsSpan((column * _rows) + first, Math.Min(RowLabels.Rows, _rows - first)), presence, _table.Text);
        return true;
    }

    public RowLabels? LabelsOf(int chunk)
    {
        if (chunk == 0) return _firstLabels;
        return chunk < _table.RowLabels.Count ? _table.RowLabels[chunk] : null;
    }

    public RowTimes TimesOf(int chunk, ExpositionFormat format)
    {
        var first = chunk * RowLabels.Rows;
        return new RowTimes(_snapshot.StartedUnixMs, _table.AnsweredAfterMs.AsSpan(first, Math.Min(RowLabels.Rows, _rows - first)), format);
    }

    /// <summary>Asks for the first chunk of a column, and for the object that has its labels.</summary>
    public void PrefetchCells(int column)
    {
        CacheLines.Prefetch(_cells, column * _rows, Math.Min(RowLabels.Rows, _rows));
        CacheLines.Prefetch(_presence, column * Chunks, 1);
        CacheLines.Prefetch(_table);
        if (_firstLabels is not null) CacheLines.Prefetch(_firstLabels);
    }

    /// <summary>Asks for the labels themselves, some time after <see cref="PrefetchCells"/>.</summary>
    public void PrefetchLabels() => _firstLabels?.Prefetch();
}
