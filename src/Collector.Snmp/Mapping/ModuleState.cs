using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Mapping.Paces;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;

namespace Collector.Snmp.Mapping;

/// <summary>What one target has of one module: its tables, and the steps from the last varbind to the published snapshot.</summary>
/// <remarks>The target's lane only.</remarks>
internal sealed class ModuleState
{
    private readonly IReadOnlyList<byte[]>[] _labelNames;

    public ModuleState(ModulePlan plan, LabelSet targetLabels)
    {
        Plan = plan;
        Tables = [.. plan.Tables.Select(table => new TableState(table))];
        foreach (var home in plan.Tables.SelectMany(table => table.LooksInto)) Tables[home].IsHome = true;
        _labelNames = [.. plan.Tables.Select(table => table.Labels?.NamesFor(targetLabels) ?? [])];
    }

    public ModulePlan Plan { get; }

    public TableState[] Tables { get; }

    /// <summary>Cells that the poll under way has room for.</summary>
    public long StagedCells
    {
        get
        {
            var cells = 0L;
            foreach (var table in Tables) cells += table.Staging?.Cells.Length ?? 0;
            return cells;
        }
    }

    /// <summary>Rows of all tables.</summary>
    public int Rows
    {
        get
        {
            var rows = 0;
            foreach (var table in Tables) rows += table.Rows.Count;
            return rows;
        }
    }

    /// <summary>Rows of the last poll of which something was not shown, because an earlier row of the table has their labels.</summary>
    public int SuppressedRows
    {
        get
        {
            var rows = 0;
            foreach (var table in Tables) rows += table.Duplicates.Hidden;
            return rows;
        }
    }

    /// <summary>Rows of the last poll that were not shown, because it is not certain what they are (<see cref="RowDoubts"/>).</summary>
    public int WithheldRows { get; private set; }

    /// <summary>Whether nothing was published yet, so that no row is new among others.</summary>
    public bool IsFirst { get; private set; } = true;

    /// <summary>Row slots that a table may have so that the module stays within <see cref="MappingLimits"/>.</summary>
    public int MostRows(TableState table)
    {
        if (table.Staging is not { } staging) return MappingLimits.Rows;
        var room = MappingLimits.Cells - StagedCells + staging.Cells.Length;
        return (int)Math.Min(MappingLimits.Rows, room / staging.Schema.Columns.Count) & ~7; // a capacity is a multiple of eight
    }

    public void BeginPoll(SnapshotPool pool)
    {
        foreach (var table in Tables) table.BeginPoll(pool);
    }

    /// <summary>All varbinds are in: settles rows and labels and makes the snapshot. Nothing of the poll is visible before it is published.</summary>
    /// <param name="pool">The lane's pool.</param>
    /// <param name="labels">The lane's writer.</param>
    /// <param name="isComplete">Whether every step was read to its end; if not, lookups that were not seen keep what they last said, unless the row has changed.</param>
    /// <param name="carried">What has a slower pace and was not read in this poll: it stays as the poll before had it.</param>
    public ModuleSnapshot Finish(SnapshotPool pool, LabelWriter labels, bool isComplete, CarriedObjects carried)
    {
        for (var i = 0; i < Tables.Length; i++) Tables[i].DropVanishedRows(isComplete, carried.Any && Plan.Paces!.HasSlow(i));
        if (Plan.Paces is { } paces) AnchorRows(paces);
        carried.TakeOver(this);
        foreach (var table in Tables)
        {
            table.SettleLookups(isComplete);
            table.MarkDoubtful();
        }

        MarkDependents();
        WriteWhatIsHeld(isComplete);
        var withheld = 0;
        var snapshot = pool.RentModule(Plan.Schema);
        snapshot.IsComplete = isComplete;
        for (var i = 0; i < Tables.Length; i++)
        {
            var table = Tables[i];
            table.TrimStaging(pool);
            if (table.Staging is not { } staging) continue;
            if (table.IsDirty) labels.Rewrite(this, i, _labelNames[i], pool);
            table.Doubts.Hide(staging);
            table.Duplicates.Hide(staging);
            if (carried.MakeDoubtful(this, table.Plan)) withheld += Withhold(table, staging);
            staging.SetRowLabels(table.Labels);
            snapshot.Tables[i] = staging; // tables with a schema come first, in the schema's order
            table.Staging = null;
        }

        foreach (var table in Tables) withheld += table.Doubts.Withheld;
        WithheldRows = withheld;
        UptimeColumn.Read(Plan.Uptime, snapshot);
        foreach (var table in Tables) table.MarkClean();
        IsFirst = false;
        return snapshot;
    }

    /// <summary>Gives up a poll that had no reply: rows and lookups stay known, the values are dropped.</summary>
    public void Abandon(SnapshotPool pool)
    {
        foreach (var table in Tables)
        {
            if (table.Staging is null) continue;
            pool.Return(table.Staging);
            table.Staging = null;
        }
    }

    /// <summary>Whether rows came, went or became others in a table that has something slow: its slow objects may not be what they were.</summary>
    /// <param name="paces">The plan's.</param>
    /// <param name="read">What was read.</param>
    public bool HaveRowsChanged(PacePlan paces, ObjectSet read)
    {
        foreach (var table in paces.Tables)
        {
            if (Tables[table].IsDirty || Tables[table].Life.HasLost(Tables[table])) return true;
        }

        foreach (var use in paces.Uses)
        {
            if (use.Lookup != MappedObject.None && read.Contains(use) && Tables[use.Table].Lookups[use.Lookup].IsAnyMissing()) return true;
        }

        return false;
    }

    /// <summary>Whether rows came or went in a table that has one of some slow objects.</summary>
    public bool HaveRowsComeOrGone(PacePlan paces, ObjectSet some)
    {
        foreach (var use in paces.Uses)
        {
            if (some.Contains(use) && (Tables[use.Table].HasNewRows || Tables[use.Table].Life.HasLost(Tables[use.Table]))) return true;
        }

        return false;
    }

    /// <summary>Instances of slow objects, at most.</summary>
    public long CountSlowInstances(PacePlan paces)
    {
        var instances = 0L;
        foreach (var use in paces.Uses) instances += Tables[use.Table].Rows.Count;
        return instances;
    }

    private static int Withhold(TableState table, TableSnapshot staging)
    {
        Array.Clear(staging.Presence);
        return table.Rows.Count - table.Doubts.Withheld;
    }

    private void AnchorRows(PacePlan paces)
    {
        foreach (var table in paces.Tables) Tables[table].Life.BeginAnchoring();
        foreach (var use in Plan.Objects.Uses)
        {
            if (paces.HasSlow(use.Table) && paces.Fast.Contains(use)) Tables[use.Table].Life.Anchor(Tables[use.Table], use);
        }
    }

    private void WriteWhatIsHeld(bool isComplete)
    {
        foreach (var table in Tables)
        {
            var (texts, scales) = (table.Plan.SubtypedTexts, table.Plan.RowScales);
            for (var i = 0; i < texts.Count && table.Staging is not null; i++) texts[i].Write(table, isComplete);
            for (var i = 0; i < scales.Count && table.Staging is not null; i++) scales[i].Write(table, isComplete);
        }
    }

    /// <summary>A row whose labels are looked up in another table has to be written anew when anything changed there.</summary>
    private void MarkDependents()
    {
        foreach (var table in Tables)
        {
            if (table is { IsDirty: true, HasInexactRows: true }) table.MarkAllDirty();
            foreach (var other in table.Plan.LooksInto)
            {
                if (Tables[other].IsDirty) table.MarkAllDirty();
            }
        }
    }
}
