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

    private TableUses(TableSchema schema, IReadOnlyList<RollupRule> rules)
    {
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

    /// <summary>The columns of which rates are made.</summary>
    public Column[] Rates { get; }

    /// <summary>Their places in the table.</summary>
    public int[] RateColumns { get; }

    /// <summary>The column that says when a row's counters last jumped, or -1.</summary>
    public int Discontinuity { get; }

    /// <summary>How fast each row's link is; null when the table does not say.</summary>
    public LinkSpeed? Speed { get; }

    /// <summary>Null when no rule reads anything of it.</summary>
    public static TableUses? Of(TableSchema schema, IReadOnlyList<RollupRule> rules) => new TableUses(schema, rules) is { Rules.Length: > 0 } uses ? uses : null;

    private RuleUse? UseOf(int place, RollupRule rule, TableSchema schema)
    {
        if (!_numbers.TryGetValue(rule.Family, out var value)) return null;
        NumberColumn? per = null;
        if (rule.Per is { } name)
        {
            if (!_numbers.TryGetValue(name, out var found)) return null;
            per = found;
        }

        var conditions = new List<NumberColumn>();
        foreach (var condition in rule.Conditions)
        {
            if (!_numbers.TryGetValue(condition.Family, out var column)) return null;
            conditions.Add(column);
        }

        return new RuleUse(place, rule, value, rule.IsRate ? RateOf(schema.Columns[value.Index]) : -1, per, [.. conditions]);
    }

    private int RateOf(Column column)
    {
        if (!_rates.Contains(column)) _rates.Add(column);
        return _rates.IndexOf(column);
    }
}
