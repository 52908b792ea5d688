using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Polling.Packing;

/// <summary>
/// Decides for each poll of a module which of its walks are read as columns side by side, and lays out what is to be read. Next: <see cref="ColumnsWalk"/>.
/// </summary>
/// <remarks>
/// The lane's thread only. Only what the last poll has shown can be laid out; the rows it knew say how much to ask for, not what is there: every column is
/// read to its end, so new rows are found wherever they are.
/// </remarks>
internal sealed class ModuleColumns(ModulePoll module)
{
    private readonly List<ColumnsWalk> _chains = [];
    private readonly Stack<ColumnsWalk> _parked = new();
    private readonly ColumnLayout _layout = new(module);
    private SubtreeWalk[] _walks = [];
    private RowChecks? _checks;
    private ColumnPool? _pool;
    private int _requests;
    private int _chainsInUse;
    private bool _isReading;
    private bool _hasTakenOver;

    /// <summary>What this poll reads side by side; null when it does not.</summary>
    public ColumnPool? Pool => _pool;

    /// <summary>How long the varbinds of each object are.</summary>
    public VarbindSizes Sizes => _layout.Sizes;

    private LaneTarget Target => module.Target;

    private ModulePlan Plan => module.State.Plan;

    /// <summary>Whether the module may be read so at all. A filter's rows, a v1 agent's single names and names in any order have ways of their own.</summary>
    private bool IsPossible => Plan.PacksColumns && CanCheck;

    private bool CanCheck => Plan is { AllowNonIncreasing: false, Filters.Count: 0 } && !Target.IsReadWhole && Target.Security.Version != SnmpVersion.V1;

    /// <summary>Whether what was read may lack rows without a word.</summary>
    private bool IsDoubtful => _pool is not null || Target.Trust.IsSwitchedBack || Plan.MaxRepetitions > RepetitionLimit.Harmless;

    /// <summary>The chains that read this poll: as many as the target's window may come to hold, if there is so much to ask.</summary>
    public ReadOnlySpan<ColumnsWalk> Chains => CollectionsMarshal.AsSpan(_chains)[.._chainsInUse];

    /// <summary>Begins a poll, or a phase of it: decides which of the module's walks it replaces, and lays out what is read in their place.</summary>
    public void Begin(SubtreeWalk[] walks, bool mayPack)
    {
        Release();
        (_walks, _chainsInUse, _isReading, _hasTakenOver) = (walks, 0, mayPack, false);
        _parked.Clear();
        Target.Trust.BeginPoll(Target.Lane.Clock.UnixMs);
        foreach (var walk in walks) walk.IsReplaced = false;
        if (!mayPack || Target.Series.Module(module.Index) is not { } previous || !IsPossible || Target.Trust.IsSwitchedBack) return;
        if (!TryLay(previous))
        {
            Release();
            return;
        }

        Use(Math.Clamp(_requests, 1, Target.Window.Ceiling));
    }

    /// <summary>
    /// A walk of which nothing was known has met a table with very many rows: what is left of it is read side by side. One column goes ahead
    /// and finds the rows; as more requests may be under way, the others follow. False when the walk has to go on by itself.
    /// </summary>
    /// <param name="walk">Which.</param>
    /// <param name="at">How far it came.</param>
    public bool TryTakeOver(SubtreeWalk walk, WalkCursor at)
    {
        if (at.Object is not { } current || module.State.Tables[current.Table].Rows.Count < ColumnLayout.ManyRows) return false;
        if (!_isReading || !IsPossible || Target.Trust.IsSwitchedBack) return false;
        var objects = Plan.WalkedObjects[Array.IndexOf(_walks, walk)];
        if (!objects.IsPlain || _layout.HasBareObjects(objects)) return false;
        if (Target.Series.Module(module.Index) is { } previous && _layout.HasRows(objects, previous)) return false;
        _pool ??= Target.Lane.Packing.Rent();
        _layout.LayRest(_pool, objects, at);
        walk.IsReplaced = _hasTakenOver = true;
        Target.Window.OnRows(module.State.Rows);
        Use(TargetWindow.HighCeiling);
        while (TryUnpark(out var parked)) Target.Poll.Enqueue(parked);
        foreach (var chain in Chains)
        {
            if (chain.State != StepState.Idle) continue;
            module.Open(chain);
            Target.Poll.Enqueue(chain);
        }

        return true;
    }

    /// <summary>The column that goes ahead has found more rows.</summary>
    public void OnRowsFound()
    {
        if (_hasTakenOver) Target.Window.OnRows(module.State.Rows);
    }

    /// <summary>A chain has nothing to ask for that would fill a request.</summary>
    public void Park(ModuleStep chain) => _parked.Push((ColumnsWalk)chain);

    /// <summary>A request of some chain was sent, answered or given up: one that was parked looks again, and if it sends something, the next one.</summary>
    public bool TryUnpark([NotNullWhen(true)] out ModuleStep? chain)
    {
        chain = _parked.TryPop(out var parked) ? parked : null;
        return chain is not null;
    }

    /// <summary>
    /// All that was asked for has been read, or not. True when there is reason to read on: rows that the last poll had are missing, or turned out to be there
    /// after all. Then the agent is not to be trusted with several columns, and the walks are read as they are.
    /// </summary>
    public bool TryReadOn(bool isComplete)
    {
        var previous = Target.Series.Module(module.Index);
        if (!CanCheck || (previous is null && !_hasTakenOver)) return false;
        if (_isReading)
        {
            _isReading = false;
            Judge(isComplete);
            return isComplete && IsDoubtful && TryCheck(previous);
        }

        if (_checks is not { IsDue: true, Found: > 0 }) return false;
        _checks.IsDue = false;
        Accuse();
        foreach (var walk in _walks)
        {
            if (_pool is not null ? !walk.IsReplaced : !walk.IsDue) continue;
            walk.Claim(module.Due);
            module.Open(walk);
            Target.Poll.Enqueue(walk);
        }

        return true;
    }

    /// <summary>The poll is over, or given up.</summary>
    public void Release()
    {
        if (_pool is not { } pool) return;
        _pool = null;
        _layout.Remember(pool);
        Target.Lane.Packing.Return(pool);
    }

    /// <summary>False when the walks as they are take no more requests.</summary>
    private bool TryLay(ModuleSnapshot previous)
    {
        _pool = Target.Lane.Packing.Rent();
        var usual = 0L;
        for (var i = 0; i < _walks.Length; i++)
        {
            var objects = Plan.WalkedObjects[i];
            if (!module.Due.IsFull && !_walks[i].Reads(module.Due)) continue;
            _walks[i].IsReplaced = objects.IsPlain && (objects.Count == 0 || _layout.HasRows(objects, previous)) && !_layout.HasBareObjects(objects);
            if (_walks[i].IsReplaced) usual += _walks[i].UsualReplies;
        }

        _layout.Lay(_pool, _walks, previous);
        _requests = _layout.Estimate(_pool);
        if (_pool.Count > 0 && _requests < usual)
        {
            foreach (var walk in _walks)
            {
                if (walk.IsReplaced) walk.StandBack();
            }

            return true;
        }

        foreach (var walk in _walks) walk.IsReplaced = false;
        return false;
    }

    private void Judge(bool isComplete)
    {
        if (_pool is null) return;
        var hasTimedOut = false;
        foreach (var chain in Chains) hasTimedOut |= chain.End == WalkEnd.Timeout;
        if ((isComplete && _pool.Suspicions > 0) || Target.Trust.IsBeyondPatience(hasTimedOut)) Accuse();
    }

    private void Accuse()
    {
        Target.Trust.Accuse(Target.Lane.Clock.UnixMs);
        Target.Series.History.CountLeftOut();
        Target.Lane.Metrics.SwitchedBack();
    }

    private bool TryCheck(ModuleSnapshot? previous)
    {
        if (_checks is null) module.Add(_checks = new RowChecks(module));
        if (!(previous is null ? _checks.TryCollect(_pool!) : _checks.TryCollect(previous, module.Due, module.AskedLater))) return false;
        module.Open(_checks);
        Target.Poll.Enqueue(_checks);
        Target.Lane.Metrics.RowsChecked();
        return true;
    }

    private void Use(int chains)
    {
        _chainsInUse = chains;
        while (_chains.Count < chains)
        {
            _chains.Add(new ColumnsWalk(module, _chains.Count));
            module.Add(_chains[^1]);
        }
    }
}
