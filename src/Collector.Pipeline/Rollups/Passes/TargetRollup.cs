using Collector.Pipeline.Rollups.Counters;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>What a pass remembers of one target.</summary>
/// <remarks>The pass's thread.</remarks>
internal sealed class TargetRollup
{
    // A device that has said what it is may be replaced by another one; one that has not may still do so.
    private static readonly TimeSpan FactsLast = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FactsPause = TimeSpan.FromSeconds(30);

    private readonly RollupPass _pass;
    private readonly int[] _ownGroups; // by rule: the group that the target itself is in, or None
    private RuleScope[] _scopes;
    private ModuleRollup[] _modules;
    private DeviceRestarts _restarts;
    private DeviceFacts? _facts;
    private long _factsDueUnixMs;
    private bool? _isUp;

    public TargetRollup(RollupPass pass, TargetSeries series)
    {
        (_pass, Series) = (pass, series);
        _scopes = [.. pass.Rules.Select(rule => new RuleScope(rule, series, facts: null))];
        _modules = [.. series.ModuleNames.Select(_ => new ModuleRollup(pass))];
        _ownGroups = [.. pass.Rules.Select(_ => RuleGroups.None)];
    }

    public TargetSeries Series { get; private set; }

    /// <summary>The same instance is polled with other settings from now on: what was read of modules that it still has goes on.</summary>
    public void Follow(TargetSeries series)
    {
        var hasOtherLabels = !series.DataLabels.Equals(Series.DataLabels) || !series.Target.Labels.Equals(Series.Target.Labels) || series.Target.Profile != Series.Target.Profile;
        if (!series.ModuleNames.SequenceEqual(Series.ModuleNames, StringComparer.Ordinal)) Move(series.ModuleNames);
        Series = series;
        if (hasOtherLabels) Regroup();
    }

    public void Run()
    {
        ReadUp();
        if (_pass.Facts is { } facts && _pass.NowUnixMs >= _factsDueUnixMs) Learn(facts);
        var isChanged = false;
        for (var module = 0; module < _modules.Length; module++)
            isChanged |= _modules[module].Take(Series.Module(module), Series.Stream is not null, _scopes);
        if (isChanged) ExcludeDuplicates();
        if (Series.Stream is not null) JoinTables();
        foreach (var module in _modules) Observe(module.Current);
        foreach (var module in _modules) module.Read(_restarts);
        foreach (var module in _modules) module.Add(Series);
        AddTarget();
    }

    public void Release()
    {
        foreach (var module in _modules) module.Release();
        for (var rule = 0; rule < _ownGroups.Length; rule++) LeaveOwn(rule);
    }

    /// <summary>Asks what the device is. One that is silent is what it was.</summary>
    private void Learn(IDeviceFacts facts)
    {
        var known = facts.Of(Series);
        _factsDueUnixMs = _pass.NowUnixMs + (long)(known?.Model.Length > 0 ? FactsLast : FactsPause).TotalMilliseconds;
        if (known is null || known == _facts) return;
        _facts = known;
        Regroup();
    }

    private void Regroup()
    {
        _scopes = [.. _pass.Rules.Select(rule => new RuleScope(rule, Series, _facts))];
        foreach (var module in _modules) module.Reassign();
        for (var rule = 0; rule < _ownGroups.Length; rule++) LeaveOwn(rule);
    }

    private void JoinTables()
    {
        foreach (var module in _modules) module.Join(_modules);
    }

    private void ReadUp()
    {
        if (Series.Stream is { } stream) _isUp = stream.IsUp;
        else if (Series.History.TryGetLast(out var last)) _isUp = last.IsUp; // else it is being written at this moment
    }

    private void Observe(ModuleSnapshot? snapshot)
    {
        if (snapshot is { DeviceUptimeMs: >= 0 }) _restarts.Observe(snapshot.DeviceUptimeMs, snapshot.StartedUnixMs + snapshot.DeviceUptimeAfterMs);
    }

    private void Move(IReadOnlyList<string> names)
    {
        var next = new ModuleRollup[names.Count];
        for (var place = 0; place < next.Length; place++)
        {
            var before = Series.ModuleNames.Index().FirstOrDefault(one => one.Item == names[place], (Index: -1, Item: "")).Index;
            next[place] = before < 0 ? new ModuleRollup(_pass) : _modules[before];
        }

        foreach (var gone in _modules.Except(next)) gone.Release();
        _modules = next;
    }

    /// <summary>A series that several tables of a target have counts once: that of the first module.</summary>
    private void ExcludeDuplicates()
    {
        for (var rule = 0; rule < _scopes.Length; rule++)
        {
            HashSet<ulong>? taken = null;
            var tables = TablesOf(rule);
            if (tables.Count < 2) continue;
            foreach (var (table, rows) in tables) rows.Exclude(table.Identities, taken ??= []);
        }
    }

    private List<(TableRollup Table, RuleRows Rows)> TablesOf(int rule)
    {
        var found = new List<(TableRollup, RuleRows)>();
        foreach (var table in _modules.SelectMany(module => module.Tables))
        {
            foreach (var rows in table?.Rules ?? [])
            {
                if (rows.Use.Place == rule) found.Add((table!, rows));
            }
        }

        return found;
    }

    /// <summary>Rules about targets, and targets whose rows nobody knows.</summary>
    private void AddTarget()
    {
        for (var rule = 0; rule < _scopes.Length; rule++)
        {
            if (!_scopes[rule].TakesTarget) continue;
            if (_pass.Rules[rule].IsOfTargets) AddUp(rule);
            else if (IsSilent(rule)) AddSilent(rule);
            else LeaveOwn(rule);
        }
    }

    private void AddUp(int rule)
    {
        var group = EnterOwn(rule);
        if (group < 0) return;
        var groups = _pass.Groups[rule];
        groups.AddExpected(group, 1);
        if (_isUp is not { } isUp) return;
        groups.AddMembers(group, 1);
        var holds = true;
        foreach (var condition in groups.Rule.Conditions) holds &= condition.Holds(isUp ? 1 : 0);
        if (holds) groups.Add(group, isUp ? 1 : 0);
    }

    /// <summary>
    /// It is down, and has been since we know it. Other targets have something of the rule in a module of the same name, so it has rows too, but nobody knows how many: it counts as one.
    /// </summary>
    private bool IsSilent(int rule)
    {
        if (_isUp is not false) return false;
        var mayHaveRows = false;
        for (var module = 0; module < _modules.Length; module++)
        {
            mayHaveRows |= _pass.HasRule(Series.ModuleNames[module], rule);
            foreach (var table in _modules[module].Tables)
            {
                foreach (var rows in table?.Rules ?? [])
                {
                    if (rows.Use.Place == rule && rows.HasRows) return false;
                }
            }
        }

        return mayHaveRows;
    }

    private void AddSilent(int rule)
    {
        if (EnterOwn(rule) is >= 0 and var group) _pass.Groups[rule].AddExpected(group, 1);
    }

    private int EnterOwn(int rule)
    {
        if (_ownGroups[rule] == RuleGroups.None) _ownGroups[rule] = _pass.Groups[rule].Enter(_scopes[rule].GroupOfTarget());
        return _ownGroups[rule];
    }

    private void LeaveOwn(int rule)
    {
        _pass.Groups[rule].Leave(_ownGroups[rule]);
        _ownGroups[rule] = RuleGroups.None;
    }
}
