using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping;
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
    private const int LeastRange = 512; // rows of one table that are worth a range of their own
    private const int MostRanges = 16;
    private const int UsefulParts = 96; // a window of 16 requests with some columns each has always something to ask

    private readonly List<ColumnsWalk> _chains = [];
    private readonly Stack<ColumnsWalk> _parked = new();
    private int[] _rows = []; // that each object had in the last packed poll, by position
    private SubtreeWalk[] _walks = [];
    private RowChecks? _checks;
    private ColumnPool? _pool;
    private int _requests;
    private int _chainsInUse;
    private bool _isReading;

    /// <summary>What this poll reads side by side; null when it does not.</summary>
    public ColumnPool? Pool => _pool;

    /// <summary>How long the varbinds of each object are.</summary>
    public VarbindSizes Sizes => field ??= Target.Lane.Packing.SizesOf(Plan);

    private LaneTarget Target => module.Target;

    private ModulePlan Plan => module.State.Plan;

    /// <summary>Whether the module may be read so at all. A filter's rows, a v1 agent's single names and names in any order have ways of their own.</summary>
    private bool IsPossible => Plan is { PacksColumns: true, AllowNonIncreasing: false, Filters.Count: 0 }
        && !Target.IsOnce && Target.Security.Version != SnmpVersion.V1;

    /// <summary>The chains that read this poll: as many as the target's window may come to hold, if there is so much to ask.</summary>
    public ReadOnlySpan<ColumnsWalk> Chains => CollectionsMarshal.AsSpan(_chains)[.._chainsInUse];

    /// <summary>Begins a poll, or a phase of it: decides which of the module's walks it replaces, and lays out what is read in their place.</summary>
    public void Begin(SubtreeWalk[] walks, bool mayPack)
    {
        Release();
        (_walks, _chainsInUse, _isReading) = (walks, 0, mayPack);
        _parked.Clear();
        Target.Trust.BeginPoll(Target.Lane.Clock.UnixMs);
        foreach (var walk in walks) walk.IsReplaced = false;
        if (!mayPack || Target.Series.Module(module.Index) is not { } previous || !IsPossible || Target.Trust.IsSwitchedBack) return;
        if (!TryLay(previous))
        {
            Release();
            return;
        }

        _chainsInUse = Math.Clamp(_requests, 1, Target.Window.Ceiling);
        while (_chains.Count < _chainsInUse)
        {
            _chains.Add(new ColumnsWalk(module, _chains.Count));
            module.Add(_chains[^1]);
        }
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
        if (!IsPossible || Target.Series.Module(module.Index) is not { } previous) return false;
        if (_isReading)
        {
            _isReading = false;
            Judge(isComplete);
            return isComplete && (_pool is not null || Target.Trust.IsSwitchedBack) && TryCheck(previous);
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
        Remember(pool);
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
            _walks[i].IsReplaced = objects.IsPlain && (objects.Count == 0 || HasRows(objects, previous)) && !HasBareObjects(objects);
            if (_walks[i].IsReplaced) usual += _walks[i].UsualReplies;
        }

        Lay(previous);
        _requests = Estimate();
        if (_pool.Count > 0 && _requests < usual) return true;
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

    private bool TryCheck(ModuleSnapshot previous)
    {
        if (_checks is null) module.Add(_checks = new RowChecks(module));
        if (!_checks.TryCollect(previous, module.Due, module.AskedLater)) return false;
        module.Open(_checks);
        Target.Poll.Enqueue(_checks);
        Target.Lane.Metrics.RowsChecked();
        return true;
    }

    private void Remember(ColumnPool pool)
    {
        if (_rows.Length == 0) _rows = new int[Plan.Objects.Objects.Count];
        foreach (ref var part in pool.Parts)
        {
            if (part.From == RowIndex.None) _rows[part.Object.Position] = part.Rows; // a column's first part
            else _rows[part.Object.Position] += part.Rows;
        }
    }

    private bool HasRows(in WalkObjects objects, ModuleSnapshot previous)
    {
        for (var i = objects.First; i < objects.First + objects.Count; i++)
        {
            if (RowsKnown(Plan.Objects.All[i], previous) > 0) return true;
        }

        return false;
    }

    /// <summary>Whether an object is its own instance: what comes after its name is not it.</summary>
    private bool HasBareObjects(in WalkObjects objects)
    {
        for (var i = objects.First; i < objects.First + objects.Count; i++)
        {
            var rows = module.State.Tables[Plan.Objects.All[i].Table].Rows;
            if (rows.First != RowIndex.None && rows.Key(rows.First).IsEmpty) return true; // an empty index comes first
        }

        return false;
    }

    /// <summary>Rows that an object is thought to have. What was hidden or unfit in the last poll was read all the same.</summary>
    private int RowsKnown(MappedObject mapped, ModuleSnapshot previous)
    {
        var table = module.State.Tables[mapped.Table];
        var rows = 0;
        if (mapped.Column != MappedObject.None)
        {
            foreach (var word in previous.Tables[mapped.Table].PresenceOf(mapped.Column)) rows += BitOperations.PopCount(word);
        }

        if (mapped.Lookup != MappedObject.None) rows = Math.Max(rows, table.Lookups[mapped.Lookup].Count);
        if (mapped.Held != MappedObject.None) rows = Math.Max(rows, table.Held[mapped.Held].Count);
        if (_rows.Length > 0) rows = Math.Max(rows, _rows[mapped.Position]);
        return Math.Min(rows, table.Rows.Count);
    }

    private void Lay(ModuleSnapshot previous)
    {
        var columns = 0;
        foreach (var mapped in Plan.Objects.All) columns += IsToBeRead(mapped) ? 1 : 0;
        var (cutTable, cuts) = (-1, Target.Lane.Packing.Cuts);
        foreach (var mapped in Plan.Objects.All)
        {
            if (!IsToBeRead(mapped)) continue;
            if (mapped.Table != cutTable) Cut(module.State.Tables[cutTable = mapped.Table], columns, cuts);
            Add(mapped, module.State.Tables[mapped.Table], RowsKnown(mapped, previous), cuts);
        }
    }

    private bool IsToBeRead(MappedObject mapped)
    {
        if (!module.Due.Contains(mapped)) return false;
        for (var i = 0; i < _walks.Length; i++)
        {
            var objects = Plan.WalkedObjects[i];
            if (_walks[i].IsReplaced && mapped.Position >= objects.First && mapped.Position < objects.First + objects.Count) return true;
        }

        return false;
    }

    /// <summary>Finds the rows at which a table with very many is cut, so that there are enough parts for a wide window.</summary>
    private static void Cut(TableState table, int columns, List<int> cuts)
    {
        cuts.Clear();
        var ranges = Math.Min(Math.Min(MostRanges, table.Rows.Count / LeastRange), (UsefulParts + columns - 1) / columns);
        if (ranges < 2) return;
        var (length, row) = ((table.Rows.Count + ranges - 1) / ranges, 0);
        for (var slot = table.Rows.First; slot != RowIndex.None && cuts.Count < ranges - 1; slot = table.Rows.Next(slot))
        {
            if (++row % length == 0) cuts.Add(slot);
        }
    }

    private void Add(MappedObject mapped, TableState table, int rows, List<int> cuts)
    {
        var part = new ColumnPart
        {
            Object = mapped,
            Table = table,
            From = RowIndex.None,
            Row = RowIndex.None,
            Until = RowIndex.None,
            Left = rows + 1,
            IsProbe = rows == 0,
            Octets = Sizes.Of(mapped, table.Rows.First == RowIndex.None ? 2 : table.Rows.Key(table.Rows.First).Length),
        };
        if (rows == 1 && table.Rows.Count == 1 && table.Plan.Labels is { Indexes.Count: 0 })
        {
            (part.Until, part.Left) = (table.Rows.First, 1); // a scalar
        }
        else if (cuts.Count > 0 && 4 * rows >= 3 * table.Rows.Count)
        {
            var length = (table.Rows.Count + cuts.Count) / (cuts.Count + 1);
            foreach (var cut in cuts)
            {
                (part.Until, part.Left) = (cut, length);
                _pool!.Add(part);
                (part.From, part.Row) = (cut, cut);
            }

            (part.Until, part.Left) = (RowIndex.None, Math.Max(1, table.Rows.Count - (length * cuts.Count) + 1));
        }

        _pool!.Add(part);
    }

    /// <summary>Requests that the poll will need, about.</summary>
    private int Estimate()
    {
        var (octets, longest) = (0f, 0);
        foreach (ref var part in _pool!.Parts)
        {
            octets += part.Left * part.Octets;
            longest = Math.Max(longest, part.Left);
        }

        var byRoom = (int)Math.Ceiling(octets / Target.ReplySize.Room);
        var byNames = (_pool.Count + ColumnPool.MostNames - 1) / ColumnPool.MostNames;
        var byRows = (longest + Plan.MaxRepetitions - 1) / Plan.MaxRepetitions;
        return Math.Max(Math.Max(byRoom, byNames), byRows);
    }
}
