using Collector.Pipeline.Rollups.Counters;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>What a pass remembers of one module of one target.</summary>
/// <remarks>The pass's thread.</remarks>
internal sealed class ModuleRollup(RollupPass pass)
{
    private ModuleSchema? _schema;
    private ModuleSnapshot? _last;
    private long _lastStartedUnixMs;

    /// <summary>What rules read of it; null before there was anything.</summary>
    public SchemaUses? Uses { get; private set; }

    /// <summary>By table of the schema; null for one that no rule reads.</summary>
    public TableRollup?[] Tables { get; private set; } = [];

    /// <summary>What there is now; null when there is nothing.</summary>
    public ModuleSnapshot? Current { get; private set; }

    /// <summary>Looks at what there is now. Whether rows came, or changed their labels.</summary>
    /// <param name="snapshot">What there is.</param>
    /// <param name="isStream">A stream's copies are written anew while they are shown again, so none of them is the one from before.</param>
    /// <param name="scopes">What the rules make of the target's labels.</param>
    public bool Take(ModuleSnapshot? snapshot, bool isStream, ReadOnlySpan<RuleScope> scopes)
    {
        Current = snapshot;
        if (snapshot is null) return false;
        IsNew = isStream || !ReferenceEquals(snapshot, _last) || snapshot.StartedUnixMs != _lastStartedUnixMs;
        if (!IsNew) return false;
        (_last, _lastStartedUnixMs) = (snapshot, snapshot.StartedUnixMs);
        if (snapshot.Schema != _schema) Use(snapshot.Schema, isStream);
        var isChanged = false;
        for (var table = 0; table < Tables.Length; table++) isChanged |= Tables[table]?.Relabel(snapshot.Tables[table], scopes) ?? false;
        return isChanged;
    }

    /// <summary>Whether what there is now was not there in the last pass.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Makes rates of a poll's readings.</summary>
    public void Read(in DeviceRestarts restarts)
    {
        if (Current is not { } snapshot || !IsNew) return;
        for (var table = 0; table < Tables.Length; table++)
        {
            if (Tables[table] is { } known) known.Read(snapshot.Tables[table], new RatePoll(snapshot.StartedUnixMs, restarts.SinceUnixMs, known.Uses.Speed));
        }
    }

    /// <summary>Finds what rules read of other tables, of whatever module.</summary>
    public void Join(ReadOnlySpan<ModuleRollup> modules)
    {
        for (var table = 0; table < Tables.Length && Current is { } snapshot; table++) Tables[table]?.Join(snapshot.Tables[table], modules);
    }

    public void Add(TargetSeries series)
    {
        for (var table = 0; table < Tables.Length; table++)
        {
            if (Current is not null) Tables[table]?.Add(series, Current.Tables[table], pass.NowUnixMs, pass.Scratch);
            Tables[table]?.AddExpected();
        }
    }

    /// <summary>Every row is to be put into its group again.</summary>
    public void Reassign()
    {
        (_last, _lastStartedUnixMs) = (null, 0);
        foreach (var table in Tables) table?.Reassign();
    }

    public void Release()
    {
        foreach (var table in Tables) table?.Release();
    }

    // A stream's schema grows while its tables stay; another generation of a module has other columns, of which nothing is known.
    private void Use(ModuleSchema schema, bool isStream)
    {
        var uses = Uses = pass.UsesOf(schema, isStream);
        var next = new TableRollup?[uses.Tables.Length];
        for (var table = 0; table < next.Length; table++)
        {
            if (uses.Tables[table] is not { } tableUses) continue;
            var known = table < Tables.Length ? Tables[table] : null;
            if (known is not null && IsGrown(schema.Tables[table], table))
            {
                known.Use(tableUses, pass, pass.NowUnixMs);
                next[table] = known;
                Tables[table] = null;
            }
            else
            {
                next[table] = new TableRollup(tableUses, pass, pass.NowUnixMs);
            }
        }

        foreach (var gone in Tables) gone?.Release();
        (Tables, _schema) = (next, schema);
    }

    private bool IsGrown(TableSchema next, int table) =>
        _schema is not null && table < _schema.Tables.Count && _schema.Tables[table].Columns is var columns
        && columns.Count <= next.Columns.Count && columns.SequenceEqual(next.Columns.Take(columns.Count), ReferenceEqualityComparer.Instance);
}
