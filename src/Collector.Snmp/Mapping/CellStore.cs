using System.Runtime.CompilerServices;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping;

/// <summary>Finds or makes the row of a value and puts the value into its cells: what every way of reading has in common.</summary>
/// <remarks>The target's lane only; one reply at a time.</remarks>
/// <param name="module">Where the values go.</param>
/// <param name="pool">The lane's pool, for rows that need more room.</param>
/// <param name="afterMs">Milliseconds from the poll's beginning to the reply.</param>
internal ref struct CellStore(ModuleState module, SnapshotPool pool, uint afterMs)
{
    /// <summary>Values whose type has no place in their column.</summary>
    public int Unfit { get; private set; }

    /// <summary>A row had no room (<see cref="MappingLimits"/>).</summary>
    public bool IsFull { get; private set; }

    /// <summary>The row of an index tail, made if it is new; <see cref="RowIndex.None"/> without room for it.</summary>
    /// <param name="table">The row's table.</param>
    /// <param name="key">The index tail.</param>
    /// <param name="after">The row before it, for a new one.</param>
    public int Locate(TableState table, ReadOnlySpan<byte> key, int after)
    {
        var row = table.Rows.Find(key);
        if (row != RowIndex.None) return row;
        var most = module.MostRows(table);
        if (table.Rows.Count < most) return table.AddRow(key, after, ordered: !module.Plan.AllowNonIncreasing, pool, most);
        IsFull = true;
        return RowIndex.None;
    }

    /// <summary>Puts a value into its row, and into the rows of other tables that have a use for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(MappedObject mapped, TableState table, int row, ReadOnlySpan<byte> name, in SnmpValue value)
    {
        Store(mapped, table, row, value);
        if (mapped.Also is { } also) StoreElsewhere(also, name, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool StoreCell(MappedObject mapped, TableState table, int row, in SnmpValue value)
    {
        var staging = table.Staging!;
        if (mapped.Mapping is null) return table.Extracts[mapped.Extracts].Take(row, value, staging, mapped.Column);
        if (!mapped.Mapping.TryMap(value, staging, out var cell)) return false;
        staging.Set(mapped.Column, row, cell);
        return true;
    }

    private void Store(MappedObject mapped, TableState table, int row, in SnmpValue value)
    {
        if (mapped.Column != MappedObject.None)
        {
            if (StoreCell(mapped, table, row, value)) table.Staging!.AnsweredAfterMs[row] = afterMs;
            else Unfit++;
        }

        if (mapped.Held != MappedObject.None) table.Held[mapped.Held].Update(row, value);
        if (mapped.Lookup != MappedObject.None && table.Lookups[mapped.Lookup].Update(row, value)) table.MarkDirty(row);
    }

    private void StoreElsewhere(MappedObject also, ReadOnlySpan<byte> name, in SnmpValue value)
    {
        for (var next = also; next is not null; next = next.Also)
        {
            var table = module.Tables[next.Table];
            var row = Locate(table, name[next.Prefix.Length..], RowIndex.None);
            if (row == RowIndex.None) return;
            Store(next, table, row, value);
        }
    }
}
