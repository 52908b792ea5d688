using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>What a pass remembers of one table of one target: whose row each slot is, the readings before, and what rules make of the rows.</summary>
/// <remarks>The pass's thread. Nothing is allocated while rows and labels stay as they are.</remarks>
internal sealed class TableRollup
{
    private RowLabels?[] _chunks = [];
    private int[] _editions = [];
    private ulong[] _identities = [];
    private ulong[] _discontinuity = [];
    private ulong[] _discontinuityKnown = [];
    private bool[] _isAssigned = [];
    private readonly ConditionMasks _masks = new();

    public TableRollup(TableUses uses, RollupPass pass, long nowUnixMs)
    {
        Uses = uses;
        Rates = [.. uses.Rates.Select(column => new RateColumn(column, pass.Steps))];
        Rules = [.. uses.Rules.Select(use => new RuleRows(use, pass.Groups[use.Place], _masks, nowUnixMs))];
    }

    public TableUses Uses { get; private set; }

    public RateColumn[] Rates { get; private set; }

    public RuleRows[] Rules { get; private set; }

    /// <summary>What stands for each row's labels: of what is streamed those without the subscription, so that an interface that comes by two counts once.</summary>
    public ReadOnlySpan<ulong> Identities => _identities;

    /// <summary>The schema has grown: what was known of its columns stays.</summary>
    public void Use(TableUses uses, RollupPass pass, long nowUnixMs)
    {
        if (ReferenceEquals(uses, Uses)) return;
        var (rates, rules) = (Rates, Rules);
        Rates = [.. uses.Rates.Select(column => Array.Find(rates, known => ReferenceEquals(known.Column, column)) ?? Grown(new RateColumn(column, pass.Steps)))];
        Rules = [.. uses.Rules.Select(use => Adopt(Array.Find(rules, rows => rows.Use.HasSameColumns(use)), use) ?? Grown(new RuleRows(use, pass.Groups[use.Place], _masks, nowUnixMs)))];
        foreach (var gone in rules.Except(Rules)) gone.ReleaseAll();
        Uses = uses;
        Array.Clear(_isAssigned);
        Array.Clear(_chunks);
    }

    /// <summary>Finds the rows whose labels are not what they were, and their groups; whether there were any.</summary>
    public bool Relabel(TableSnapshot table, ReadOnlySpan<RuleScope> scopes)
    {
        if (table.RowCapacity > _identities.Length) Grow((table.RowCapacity + RowLabels.Rows - 1) / RowLabels.Rows * RowLabels.Rows);
        var isChanged = false;
        for (var chunk = 0; chunk < table.PresenceWords; chunk++)
        {
            var labels = chunk < table.RowLabels.Count ? table.RowLabels[chunk] : RowLabels.None;
            if (ReferenceEquals(labels, _chunks[chunk]) && labels.Edition == _editions[chunk]) continue;
            (_chunks[chunk], _editions[chunk]) = (labels, labels.Edition);
            isChanged |= Relabel(labels, chunk, isScalar: table.RowCapacity == 1, scopes);
        }

        return isChanged;
    }

    /// <summary>Finds what rules read of other tables.</summary>
    public void Join(TableSnapshot table, ReadOnlySpan<ModuleRollup> modules)
    {
        foreach (var rows in Rules) rows.Joins?.Find(table, modules);
    }

    /// <summary>The target's labels are others: every row that is there is to be put into its group again.</summary>
    public void Reassign()
    {
        Release();
        Array.Clear(_isAssigned);
        Array.Clear(_chunks);
    }

    /// <summary>Takes the readings of a poll.</summary>
    public void Read(TableSnapshot table, in RatePoll poll)
    {
        for (var chunk = 0; chunk < table.PresenceWords; chunk++)
        {
            var discontinuous = Uses.Discontinuity < 0 ? 0 : Discontinuous(table, chunk);
            for (var rate = 0; rate < Rates.Length; rate++) Rates[rate].Read(poll, table, Uses.RateColumns[rate], chunk, discontinuous);
        }

        foreach (var rate in Rates) rate.ClearFrom(table.PresenceWords);
    }

    /// <summary>Adds what there is now to the groups.</summary>
    public void Add(TargetSeries series, TableSnapshot table, long nowUnixMs, Span<double> scratch)
    {
        foreach (var rows in Rules)
        {
            rows.Rotate(nowUnixMs);
            var rate = rows.Use.Rate < 0 ? null : Rates[rows.Use.Rate];
            for (var chunk = 0; chunk < table.PresenceWords; chunk++) rows.Add(series, table, chunk, rate, scratch);
        }
    }

    /// <summary>Adds what there should be.</summary>
    public void AddExpected()
    {
        foreach (var rows in Rules)
        {
            for (var chunk = 0; chunk < _chunks.Length; chunk++) rows.AddExpected(chunk);
        }
    }

    public void Release()
    {
        foreach (var rows in Rules) rows.ReleaseAll();
    }

    private static RuleRows? Adopt(RuleRows? known, RuleUse use)
    {
        if (known is not null) known.Use = use;
        return known;
    }

    private bool Relabel(RowLabels labels, int chunk, bool isScalar, ReadOnlySpan<RuleScope> scopes)
    {
        var isChanged = false;
        for (var inChunk = 0; inChunk < RowLabels.Rows; inChunk++)
        {
            var row = chunk * RowLabels.Rows + inChunk;
            var block = labels.Block(inChunk);
            if (block.IsEmpty && !(isScalar && row == 0)) continue; // nobody is there: whoever was is remembered
            var identity = Uses.IsStreamed ? RowIdentity.OfKeys(block) : RowIdentity.Of(block);
            var isSame = identity == _identities[row];
            if (isSame && _isAssigned[row]) continue;
            if (!isSame) Forget(row, identity);
            Assign(row, block, scopes);
            isChanged = true;
        }

        if (!isChanged) return false;
        foreach (var rows in Rules) rows.Settle(chunk);
        return true;
    }

    private void Assign(int row, ReadOnlySpan<byte> block, ReadOnlySpan<RuleScope> scopes)
    {
        _isAssigned[row] = true;
        foreach (var rows in Rules)
            rows.Assign(row, scopes[rows.Use.Place].GroupOf(block) is { } labels ? rows.Groups.Enter(labels) : RuleGroups.None);
    }

    private void Forget(int row, ulong identity)
    {
        _identities[row] = identity;
        if (Uses.Discontinuity >= 0) _discontinuityKnown[row >> 6] &= ~(1UL << row);
        foreach (var rate in Rates) rate.Forget(row);
        foreach (var rows in Rules) rows.Forget(row);
    }

    /// <summary>The rows whose counters say that they jumped since the poll before.</summary>
    private ulong Discontinuous(TableSnapshot table, int chunk)
    {
        var slice = table.Slice(Uses.Discontinuity);
        var first = chunk * RowLabels.Rows;
        var cells = slice.Cells.Slice(first, Math.Min(RowLabels.Rows, table.RowCapacity - first));
        var (known, present) = (_discontinuityKnown[chunk], slice.Presence[chunk]);
        var before = _discontinuity.AsSpan(first, cells.Length);
        if (known == present && cells.SequenceEqual(before)) return 0;
        var jumped = 0UL;
        for (var bits = present; bits != 0; bits &= bits - 1)
        {
            var row = System.Numerics.BitOperations.TrailingZeroCount(bits);
            if ((known >> row & 1) != 0 && cells[row] != before[row]) jumped |= 1UL << row;
            before[row] = cells[row];
        }

        _discontinuityKnown[chunk] = known | present;
        return jumped;
    }

    private void Grow(int rows)
    {
        Array.Resize(ref _identities, rows);
        Array.Resize(ref _isAssigned, rows);
        Array.Resize(ref _chunks, rows / RowLabels.Rows);
        Array.Resize(ref _editions, rows / RowLabels.Rows);
        Array.Resize(ref _discontinuity, rows);
        Array.Resize(ref _discontinuityKnown, rows / RowLabels.Rows);
        _masks.Grow(rows);
        foreach (var rate in Rates) rate.Grow(rows);
        foreach (var rule in Rules) rule.Grow(rows);
    }

    private RateColumn Grown(RateColumn rate)
    {
        rate.Grow(_identities.Length);
        return rate;
    }

    private RuleRows Grown(RuleRows rows)
    {
        rows.Grow(_identities.Length);
        return rows;
    }
}
