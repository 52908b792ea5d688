using System.Runtime.InteropServices;
using Collector.Pipeline.Rollups.Rules;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>The groups of one rule, and what the pass under way has found of each. A group has a number for as long as some row belongs to it.</summary>
/// <remarks>The pass's thread.</remarks>
internal sealed class RuleGroups(RollupRule rule)
{
    /// <summary>A row that no group takes: a matcher refuses it.</summary>
    public const int None = -1;

    /// <summary>A row that would need one group more than there may be.</summary>
    public const int LeftOut = -2;

    private readonly Dictionary<string, int> _byLabels = new(StringComparer.Ordinal);
    private readonly Stack<int> _free = new();
    private readonly List<int> _emptied = [];
    private string?[] _labels = [];
    private int[] _rows = [];
    private double[] _values = [];
    private long[] _members = [];
    private long[] _contributors = [];
    private long[] _expected = [];
    private List<double>?[] _lists = [];
    private TopValues?[] _tops = [];

    public RollupRule Rule { get; } = rule;

    /// <summary>Numbers given out; some of them may be free.</summary>
    public int Slots { get; private set; }

    /// <summary>Groups there are.</summary>
    public int Count => _byLabels.Count;

    /// <summary>Another number each time a group comes or goes.</summary>
    public int Version { get; private set; }

    /// <summary>Rows that are left out because there are too many groups.</summary>
    public int RowsLeftOut { get; set; }

    /// <summary>Series that contributed, of each group.</summary>
    public ReadOnlySpan<long> Members => _members.AsSpan(0, Slots);

    /// <summary>Series there should be, of each group.</summary>
    public ReadOnlySpan<long> Expected => _expected.AsSpan(0, Slots);

    /// <summary>The label block of a group; null for a free number.</summary>
    public string? LabelsOf(int group) => _labels[group];

    /// <summary>One more row belongs to the group of these labels.</summary>
    public int Enter(string labels)
    {
        if (!_byLabels.TryGetValue(labels, out var group))
        {
            if (_byLabels.Count >= Rule.MostGroups) return LeftOut;
            if (!_free.TryPop(out group)) group = AddSlot();
            _byLabels.Add(labels, group);
            (_labels[group], _rows[group]) = (labels, 0);
            Version++;
        }

        _rows[group]++;
        return group;
    }

    /// <summary>A row belongs to the group no more.</summary>
    public void Leave(int group)
    {
        if (group >= 0 && --_rows[group] == 0) _emptied.Add(group);
    }

    public void Begin()
    {
        DropEmptied();
        Array.Clear(_members);
        Array.Clear(_contributors);
        Array.Clear(_expected);
        Array.Fill(_values, Rule.Operation switch { RollupOperation.Max => double.NegativeInfinity, RollupOperation.Min => double.PositiveInfinity, _ => 0 });
        foreach (var list in _lists) list?.Clear();
        foreach (var top in _tops) top?.Clear();
    }

    public void AddExpected(int group, int count) => _expected[group] += count;

    public void AddMembers(int group, int count) => _members[group] += count;

    /// <summary>The sum of the values of several rows.</summary>
    public void AddSum(int group, double sum, int count)
    {
        _values[group] += sum;
        _contributors[group] += count;
    }

    public void Add(int group, double value)
    {
        _contributors[group]++;
        ref var known = ref _values[group];
        switch (Rule.Operation)
        {
            case RollupOperation.Sum or RollupOperation.Avg: known += value; break;
            case RollupOperation.Max: known = Math.Max(known, value); break;
            case RollupOperation.Min: known = Math.Min(known, value); break;
            case RollupOperation.Quantile: (_lists[group] ??= []).Add(value); break;
            default: break;
        }
    }

    public void AddTop(int group, in TopValue value)
    {
        _contributors[group]++;
        (_tops[group] ??= new TopValues(Rule.Most)).Offer(value);
    }

    /// <summary>The largest values of a group, the largest first.</summary>
    public ReadOnlySpan<TopValue> TopOf(int group) => _tops[group] is { } top ? top.Sorted() : default;

    /// <summary>The result of a group. False when nobody contributed to it: then there is none, and 0 would be a lie.</summary>
    public bool TryGetResult(int group, out double result)
    {
        var count = _contributors[group];
        result = Rule.Operation switch
        {
            RollupOperation.Count => count,
            RollupOperation.Sum => _values[group],
            RollupOperation.Avg => _values[group] / count,
            RollupOperation.Quantile => QuantileOf(_lists[group]),
            _ => _values[group],
        };
        if (Rule.Operation != RollupOperation.Count) result *= Rule.Scale;
        var hasSumOfNone = Rule.Operation is RollupOperation.Count or RollupOperation.Sum; // looked at, and nothing met the conditions
        return hasSumOfNone ? _members[group] > 0 : count > 0 && Rule.Operation != RollupOperation.Topk;
    }

    private double QuantileOf(List<double>? list)
    {
        if (list is not { Count: > 0 }) return double.NaN;
        var values = CollectionsMarshal.AsSpan(list);
        values.Sort();
        var rank = Rule.Quantile * (values.Length - 1);
        var below = (int)Math.Floor(rank);
        var above = Math.Min(below + 1, values.Length - 1);
        return values[below] + (values[above] - values[below]) * (rank - below);
    }

    private void DropEmptied()
    {
        foreach (var group in _emptied)
        {
            if (_rows[group] > 0 || _labels[group] is not { } labels) continue; // somebody came back, or it was emptied twice
            _byLabels.Remove(labels);
            _labels[group] = null;
            (_lists[group], _tops[group]) = (null, null);
            _free.Push(group);
            Version++;
        }

        _emptied.Clear();
    }

    private int AddSlot()
    {
        if (Slots == _labels.Length)
        {
            var room = Math.Max(8, 2 * Slots);
            Array.Resize(ref _labels, room);
            Array.Resize(ref _rows, room);
            Array.Resize(ref _values, room);
            Array.Resize(ref _members, room);
            Array.Resize(ref _contributors, room);
            Array.Resize(ref _expected, room);
            Array.Resize(ref _lists, room);
            Array.Resize(ref _tops, room);
        }

        // Made in the middle of a pass, it begins as Begin would have it.
        _values[Slots] = Rule.Operation switch { RollupOperation.Max => double.NegativeInfinity, RollupOperation.Min => double.PositiveInfinity, _ => 0 };
        return Slots++;
    }
}
