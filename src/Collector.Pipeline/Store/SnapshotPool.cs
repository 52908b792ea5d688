using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Store;

/// <summary>Recycles the snapshots of one lane and their label blocks, so that a poll allocates nothing in steady state, nor while rows come and go.</summary>
/// <remarks>
/// One lane's thread only, but for <see cref="HandBack"/>. A published snapshot comes back through <see cref="Retire"/> and is handed out again when no reader is left that
/// began before it was replaced, and nobody holds it; one that was never published comes back through <see cref="Return(ModuleSnapshot)"/> at once.
/// </remarks>
public sealed class SnapshotPool(ReaderEpochs epochs)
{
    private readonly Dictionary<ModuleSchema, Stack<ModuleSnapshot>> _modules = [];
    private readonly Dictionary<(TableSchema Schema, int RowCapacity), FreeList<TableSnapshot>> _tables = [];
    private readonly Dictionary<(int Bytes, int Rows), FreeList<RowLabels>> _labels = [];
    private readonly Queue<ModuleSnapshot> _retired = [];
    private readonly ConcurrentQueue<ModuleSnapshot> _handedBack = [];

    /// <summary>Snapshots that wait for a reader to finish.</summary>
    public int Waiting => _retired.Count;

    /// <summary>The capacity that a table with this many rows gets: exact for scalars, then in steps of eight.</summary>
    public static int CapacityFor(int rows) => rows <= 1 ? 1 : (rows + 7) & ~7;

    /// <summary>A module's snapshot without tables.</summary>
    public ModuleSnapshot RentModule(ModuleSchema schema)
    {
        Reclaim();
        return _modules.TryGetValue(schema, out var free) && free.TryPop(out var snapshot) ? snapshot : new ModuleSnapshot(schema);
    }

    /// <summary>An empty table for staging, with room for at least <paramref name="rows"/> row slots.</summary>
    public TableSnapshot RentTable(TableSchema schema, int rows)
    {
        TakeBack();
        var capacity = CapacityFor(rows);
        if (!_tables.TryGetValue((schema, capacity), out var free) || !free.TryTake(out var table)) return new TableSnapshot(schema, capacity);
        table.Reset();
        return table;
    }

    /// <summary>Takes back a snapshot that was published and has just been replaced.</summary>
    public void Retire(ModuleSnapshot replaced)
    {
        replaced.RetiredAt = epochs.Retire();
        _retired.Enqueue(replaced);
        Reclaim();
    }

    /// <summary>Takes back a snapshot that was never published.</summary>
    public void Return(ModuleSnapshot unpublished)
    {
        foreach (ref var table in unpublished.Tables.AsSpan())
        {
            if (table is not null) Return(table);
            table = null!;
        }

        ref var modules = ref CollectionsMarshal.GetValueRefOrAddDefault(_modules, unpublished.Schema, out _);
        (modules ??= new Stack<ModuleSnapshot>()).Push(unpublished);
    }

    /// <summary>Any thread. Takes back a snapshot that was lent to readers outside the store, the last of whom is done with it.</summary>
    public void HandBack(ModuleSnapshot lent) => _handedBack.Enqueue(lent);

    /// <summary>A chunk of label blocks, filled. It is the caller's until <see cref="Return(RowLabels)"/>, and each table's that was given it.</summary>
    public RowLabels RentLabels(ReadOnlySpan<byte> packed, ReadOnlySpan<int> ends)
    {
        var capacity = RowLabels.CapacityFor(packed.Length, ends.Length);
        if (!_labels.TryGetValue(capacity, out var free) || !free.TryTake(out var labels)) labels = new RowLabels(capacity);
        labels.Fill(packed, ends);
        labels.AddUse();
        return labels;
    }

    /// <summary>The caller does not need a chunk any more. Tables may still have it.</summary>
    public void Return(RowLabels labels)
    {
        if (!labels.EndUse()) return;
        ref var free = ref CollectionsMarshal.GetValueRefOrAddDefault(_labels, labels.Capacity, out _);
        (free ??= new FreeList<RowLabels>()).Add(labels);
    }

    /// <summary>Takes back a table that was never published.</summary>
    public void Return(TableSnapshot unpublished)
    {
        var labels = unpublished.TakeRowLabels();
        for (var chunk = 0; chunk < labels.Count; chunk++) Return(labels[chunk]);
        ref var tables = ref CollectionsMarshal.GetValueRefOrAddDefault(_tables, (unpublished.Schema, unpublished.RowCapacity), out _);
        (tables ??= new FreeList<TableSnapshot>()).Add(unpublished);
    }

    /// <summary>Lets go of what nobody took since the last call: a first poll grows through sizes that no later one needs.</summary>
    public void Trim()
    {
        TakeBack();
        Trim(_tables);
        Trim(_labels);
    }

    /// <summary>Forgets what is kept for modules that no target of this lane has any more.</summary>
    public void Forget(IReadOnlySet<ModuleSchema> used)
    {
        var tables = used.SelectMany(schema => schema.Tables).ToHashSet();
        foreach (var schema in _modules.Keys.Where(schema => !used.Contains(schema)).ToArray()) _modules.Remove(schema);
        foreach (var key in _tables.Keys.Where(key => !tables.Contains(key.Schema)).ToArray()) _tables.Remove(key);
    }

    private static void Trim<TKey, T>(Dictionary<TKey, FreeList<T>> lists)
        where TKey : notnull
        where T : class
    {
        foreach (var (key, free) in lists)
        {
            free.DropUnused();
            if (free.Count == 0) lists.Remove(key); // allowed while enumerating
        }
    }

    private void TakeBack()
    {
        while (_handedBack.TryDequeue(out var lent)) Return(lent);
    }

    private void Reclaim()
    {
        TakeBack();
        if (_retired.Count == 0) return;
        var oldest = epochs.OldestReader();
        while (_retired.TryPeek(out var first) && first.RetiredAt <= oldest && !first.IsHeld) Return(_retired.Dequeue());
    }
}
