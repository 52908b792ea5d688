using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>What the rules of a pass read of one table: found once for a schema, so that a pass looks for nothing.</summary>
/// <remarks>Immutable.</remarks>
internal sealed class TableUses
{
    /// <summary>RFC 2863: sysUpTime when the counters of the row last jumped.</summary>
    private const string DiscontinuityTime = "ifCounterDiscontinuityTime";

    private readonly Dictionary<string, NumberColumn> _numbers = new(StringComparer.Ordinal);
    private readonly List<Column> _rates = [];

    private TableUses(TableSchema schema, IReadOnlyList<RollupRule> rules, bool isStreamed)
    {
        IsStreamed = isStreamed;
        for (var index = 0; index < schema.Columns.Count; index++)
        {
            var column = schema.Columns[index];
            if (column.Number != CellNumber.None) _numbers.TryAdd(column.Family.Name, new NumberColumn(index, column.Number)); // of two with a name the first is shown
        }

        Rules = [.. rules.Index().Where(one => !one.Item.IsOfTargets).Select(one => UseOf(one.Index, one.Item, schema)).OfType<RuleUse>()];
        Rates = [.. _rates];
        RateColumns = [.. _rates.Select(column => schema.Columns.Index().First(one => ReferenceEquals(one.Item, column)).Index)];
        Discontinuity = Rates.Length > 0 && _numbers.TryGetValue(DiscontinuityTime, out var discontinuity) ? discontinuity.Index : -1;
        Speed = LinkSpeed.In(_numbers);
    }

    public RuleUse[] Rules { get; }

    /// <summary>A container of gNMI's list entries, beside others.</summary>
    public bool IsStreamed { get; }

    /// <summary>The columns of which rates are made.</summary>
    public Column[] Rates { get; }

    /// <summary>Their places in the table.</summary>
    public int[] RateColumns { get; }

    /// <summary>The column that says when a row's counters last jumped, or -1.</summary>
    public int Discontinuity { get; }

    /// <summary>How fast each row's link is; null when the table does not say.</summary>
    public LinkSpeed? Speed { get; }

    /// <summary>Null when no rule reads anything of it.</summary>
    /// <param name="schema">The table's.</param>
    /// <param name="rules">Of the pass.</param>
    /// <param name="isStreamed">What a rule wants of a row besides its value may stand in another table.</param>
    public static TableUses? Of(TableSchema schema, IReadOnlyList<RollupRule> rules, bool isStreamed) => new TableUses(schema, rules, isStreamed) is { Rules.Length: > 0 } uses ? uses : null;

    private RuleUse? UseOf(int place, RollupRule rule, TableSchema schema)
    {
        if (Find(rule.Family, schema) is not { } value) return null;
        var per = rule.Per is null ? null : Find(rule.Per, schema);
        NumberColumn?[] conditions = [.. rule.Conditions.Select(condition => Find(condition.Family, schema))];
        var use = new RuleUse(place, rule, value, -1, per, conditions);
        if (!IsStreamed && !use.IsInOneTable) return null;
        return rule.IsRate ? use with { Rate = RateOf(schema.Columns[value.Index]) } : use;
    }

    private NumberColumn? Find(string family, TableSchema schema)
    {
        if (_numbers.TryGetValue(family, out var exact)) return exact;
        if (family is not [RollupNames.AnyPrefix, ..]) return null;
        foreach (var column in schema.Columns)
        {
            if (column.Number != CellNumber.None && RollupNames.Matches(family, column.Family.Name)) return _numbers[column.Family.Name];
        }

        return null;
    }

    private int RateOf(Column column)
    {
        if (!_rates.Contains(column)) _rates.Add(column);
        return _rates.IndexOf(column);
    }
}
