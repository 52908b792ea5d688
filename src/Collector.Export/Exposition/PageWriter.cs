using Collector.Export.Exposition.Lines;
using Collector.Export.Exposition.Output;
using Collector.Export.Exposition.PerTarget;
using Collector.Export.Exposition.Plans;
using Collector.Export.Exposition.Readings;
using Collector.Export.Exposition.Requests;
using Collector.Export.Inventory;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Export.Exposition;

/// <summary>Writes pages, one at a time: section by section, family by family, target by target.</summary>
/// <remarks>Keeps its buffers from page to page; <see cref="MetricsPage"/> lends writers out.</remarks>
internal sealed class PageWriter : IDisposable
{
    private readonly PageBuffer _buffer = new();
    private readonly SeriesHead _head = new();
    private readonly DuplicateFilter _seen = new();
    private InventoryPage? _inventory; // made when a page has any
    private readonly List<SchemaBucket> _buckets = []; // of the plan's schemas
    private int[] _cursors = [];
    private PageOutput _output = null!;
    private PageRequest _request = null!;
    private bool _wasSent; // since the family began

    public PageReading Reading { get; } = new();

    /// <summary>Begins a page.</summary>
    public void Begin(PageRequest request, PageOutput output) => (_request, _output) = (request, output);

    /// <summary>Adds what was made elsewhere.</summary>
    public void Append(ReadOnlySpan<byte> section) => _buffer.Append(section);

    /// <summary>Writes one of the families that tell of each target.</summary>
    public async ValueTask WriteTargetsAsync(TargetFamily family, long nowUnixMs)
    {
        var start = BeginFamily(family.Header);
        for (var target = 0; target < Reading.Targets.Length; target++)
        {
            if (family.IsOfStreams && Reading.Targets[target].Series.Stream is null) continue;
            foreach (var part in family.Parts)
            {
                _head.Begin(part.Name, Reading.Targets[target].Series.Target.Labels);
                part.Write(Reading.Targets[target], new SeriesWriter(_buffer, _head, labels: null, times: default, seen: null), nowUnixMs);
            }

            if (_buffer.IsFull) await SendAsync();
        }

        EndFamily(start);
    }

    /// <summary>Writes the series that modules made, a family after the other.</summary>
    public async ValueTask WriteModulesAsync(PagePlan plan)
    {
        if (_cursors.Length < plan.MaxColumns) _cursors = new int[plan.MaxColumns];
        _buckets.Clear();
        foreach (var schema in plan.Schemas) _buckets.Add(Reading.Bucket(schema));
        foreach (var family in plan.Families)
        {
            var start = BeginFamily(family.Header);
            await WriteSeriesAsync(family);
            EndFamily(start);
        }
    }

    /// <summary>Writes what targets are made of. Only targets that have a module with inventory are looked at.</summary>
    public async ValueTask WriteInventoryAsync(PagePlan plan)
    {
        if (plan.Inventory.Length == 0) return;
        _inventory ??= new InventoryPage();
        _inventory.Begin();
        if (_cursors.Length < plan.Inventory.Length) _cursors = new int[plan.Inventory.Length];
        Array.Clear(_cursors);
        var start = BeginFamily(InventoryPage.ComponentHeader);
        while (TryReadInventory(plan, _inventory.Device, out var target))
        {
            var labels = Reading.Targets[target].Series.Target.Labels;
            _inventory.WriteDevice(labels);
            for (var component = 0; component < _inventory.Device.Count; component++)
            {
                _inventory.WriteComponent(_buffer, labels, component);
                if (_buffer.IsFull) await SendAsync();
            }
        }

        EndFamily(start);
        await WriteKeptAsync(InventoryPage.DeviceHeader, _inventory.Devices);
        await WriteKeptAsync(InventoryPage.LeftOutHeader, _inventory.Omissions);
    }

    /// <summary>Ends the page and sends the rest of it.</summary>
    public async ValueTask CompleteAsync()
    {
        if (_request.Format == ExpositionFormat.OpenMetrics) _buffer.Append("# EOF\n"u8);
        await SendAsync();
        await _output.CompleteAsync();
    }

    /// <summary>Series left off the page because another module of their target had shown them.</summary>
    public long TakeDuplicates() => _seen.TakeDuplicates();

    /// <summary>Lets go of everything the page held.</summary>
    public void Clear()
    {
        Reading.Clear();
        _buckets.Clear();
        _buffer.Truncate(0);
        (_request, _output) = (null!, null!);
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _inventory?.Dispose();
    }

    private (int Before, int After) BeginFamily(FamilyHeader header)
    {
        var before = _buffer.Length;
        _buffer.Append(header.For(_request.Format));
        _wasSent = false;
        return (before, _buffer.Length);
    }

    // A family of which no target has a value is not on the page at all.
    private void EndFamily((int Before, int After) start)
    {
        if (!_wasSent && _buffer.Length == start.After) _buffer.Truncate(start.Before);
    }

    private bool TryReadInventory(PagePlan plan, DeviceInventory device, out int target)
    {
        target = int.MaxValue;
        for (var place = 0; place < plan.Inventory.Length; place++)
        {
            var bucket = Reading.Bucket(plan.Schemas[plan.Inventory[place].Schema]);
            if (_cursors[place] < bucket.Count) target = Math.Min(target, bucket[_cursors[place]].Target);
        }

        if (target == int.MaxValue) return false;
        device.Begin();
        for (var place = 0; place < plan.Inventory.Length; place++)
        {
            var bucket = Reading.Bucket(plan.Schemas[plan.Inventory[place].Schema]);
            while (_cursors[place] < bucket.Count && bucket[_cursors[place]].Target == target) device.Add(bucket[_cursors[place]++].Snapshot, plan.Inventory[place].Columns);
        }

        device.Complete();
        return true;
    }

    private async ValueTask WriteKeptAsync(FamilyHeader header, PageBuffer lines)
    {
        if (lines.Length == 0) return;
        _buffer.Append(header.For(_request.Format));
        await SendAsync();
        await _output.WriteAsync(lines.Written);
    }

    private async ValueTask WriteSeriesAsync(PlanFamily family)
    {
        Array.Clear(_cursors);
        while (TryFindNextTarget(family, out var target, out var contributors))
        {
            _head.Begin(family.Name, Reading.DataLabelsAt(target));
            var seen = contributors > 1 ? _seen : null;
            seen?.Reset();
            for (var place = 0; place < family.Columns.Length; place++)
            {
                while (TryTake(family.Columns[place], ref _cursors[place], target, out var entry))
                {
                    var chunks = WriteFirstChunk(family.Columns[place], entry, seen);
                    if (_buffer.IsFull) await SendAsync();
                    for (var chunk = 1; chunk < chunks; chunk++)
                    {
                        WriteChunk(TableOf(family.Columns[place], entry), family.Columns[place], chunk, seen);
                        if (_buffer.IsFull) await SendAsync();
                    }
                }
            }
        }
    }

    // The contributors' targets are merged, so that all series of one target and family stand together.
    private bool TryFindNextTarget(PlanFamily family, out int target, out int contributors)
    {
        (target, contributors) = (int.MaxValue, 0);
        for (var place = 0; place < family.Columns.Length; place++)
        {
            var bucket = _buckets[family.Columns[place].Schema];
            if (_cursors[place] == bucket.Count) continue;
            var next = bucket[_cursors[place]].Target;
            if (next < target) (target, contributors) = (next, 0);
            if (next == target) contributors++;
        }

        return contributors > 0;
    }

    private bool TryTake(in PlanColumn column, ref int cursor, int target, out int entry)
    {
        var bucket = _buckets[column.Schema];
        entry = cursor;
        if (cursor == bucket.Count || bucket[cursor].Target != target) return false;
        cursor++;
        return true;
    }

    private ref readonly PageTable TableOf(in PlanColumn column, int entry) => ref _buckets[column.Schema].Table(column.Table)[entry];

    /// <summary>Returns how many chunks there are: nearly always one. Meanwhile what the targets behind this one need is on its way.</summary>
    private int WriteFirstChunk(in PlanColumn column, int entry, DuplicateFilter? seen)
    {
        var tables = _buckets[column.Schema].Table(column.Table);
        if (entry + 2 < tables.Length) tables[entry + 2].PrefetchCells(column.Index);
        if (entry + 1 < tables.Length) tables[entry + 1].PrefetchLabels();
        WriteChunk(tables[entry], column, 0, seen);
        return tables[entry].Chunks;
    }

    // Row labels come in chunks of 64 rows, as many as a word of presence has bits: a visit never spans two chunks.
    private void WriteChunk(in PageTable table, in PlanColumn column, int chunk, DuplicateFilter? seen)
    {
        if (!table.TrySlice(column.Index, chunk, out var slice)) return;
        var writer = new SeriesWriter(_buffer, _head, table.LabelsOf(chunk), _request.Timestamps ? table.TimesOf(chunk, _request.Format) : default, seen);
        column.Column.Visit(slice, ref writer);
    }

    private async ValueTask SendAsync()
    {
        await _output.WriteAsync(_buffer.Written);
        _buffer.Truncate(0);
        _wasSent = true;
    }
}
