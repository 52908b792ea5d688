using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;

namespace Collector.Snmp.Mapping;

/// <summary>A stretch of one column that a poll reads: the whole column, or the rows between two that are known.</summary>
/// <remarks>
/// The target's lane only; slots are those of the table's <see cref="RowIndex"/> and stay valid during a poll. What is read counts only
/// when the whole reply was well-formed, so the place reached within a reply (<see cref="At"/>) is kept apart from <see cref="Row"/>.
/// </remarks>
internal struct ColumnPart
{
    public MappedObject Object;

    public TableState Table;

    /// <summary>The row after which it begins; <see cref="RowIndex.None"/> for the column's beginning.</summary>
    public int From;

    /// <summary>Its last row; <see cref="RowIndex.None"/> reads to the column's end, where new rows may be.</summary>
    public int Until;

    /// <summary>The last row that was read.</summary>
    public int Row;

    /// <summary>Names that are thought to be left, the one behind the column's end included.</summary>
    public int Left;

    /// <summary>Replies with rows after all that were known.</summary>
    public int Beyond;

    /// <summary>Rows read in this poll.</summary>
    public int Rows;

    /// <summary>Octets that a varbind of it is thought to take.</summary>
    public float Octets;

    public PartState State;

    /// <summary>Read with no other column beside it.</summary>
    public bool IsAlone;

    /// <summary>No row of the column is known: it is only asked whether there is one.</summary>
    public bool IsProbe;

    /// <summary>It finds the rows of a table of which none was known, so it is in every request that can have it.</summary>
    public bool GoesAhead;

    /// <summary>The request that it is in will not bring it to its end.</summary>
    public bool WillComeBack;

    /// <summary>Who asked for it, while <see cref="PartState.Asked"/>.</summary>
    public int Chain;

    /// <summary>How it ended.</summary>
    public WalkEnd End;

    /// <summary>Of the reply being read: the last row.</summary>
    public int At;

    /// <summary>Of the reply being read: rows.</summary>
    public int Taken;

    /// <summary>Of the reply being read: octets of its varbinds.</summary>
    public int TakenOctets;

    /// <summary>Of the reply being read: its end was seen.</summary>
    public bool IsOver;

    /// <summary>Asks for the memory of the cells that the next rows go to; in most tables those are neighbours.</summary>
    public readonly void Prefetch(int rows)
    {
        if (Object.Column == MappedObject.None || Table.Staging is not { } staging) return;
        CacheLines.Prefetch(staging.Cells, (Object.Column * staging.RowCapacity) + Row + 1, rows);
        CacheLines.Prefetch(staging.Presence, (Object.Column * staging.PresenceWords) + ((Row + 1) >> 6), 1);
    }
}

/// <summary>Where a part of a column is between two requests.</summary>
internal enum PartState : byte
{
    /// <summary>To be asked for.</summary>
    Waiting,

    /// <summary>In a request under way.</summary>
    Asked,

    /// <summary>Read, or given up.</summary>
    Ended,
}
