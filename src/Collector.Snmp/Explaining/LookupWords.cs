using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Explaining;

/// <summary>Says of each looked-up label where it was looked up, with which index, and what was there.</summary>
internal sealed class LookupWords(TracedModule module)
{
    private const int MetricsNamed = 5;

    private readonly RowLookups _lookups = new();

    /// <summary>All labels of all tables that have rows.</summary>
    public IReadOnlyList<LookupExplanation> Explain() =>
        [.. module.Plan.Tables.SelectMany((table, i) => (table.Labels?.Lookups ?? []).Select((_, lookup) => Explain(i, lookup)).OfType<LookupExplanation>())];

    private LookupExplanation? Explain(int table, int lookup)
    {
        var metrics = MetricsOf(table);
        var options = metrics.FirstOrDefault()?.Lookups.Where(one => !one.IsRemoval).ElementAtOrDefault(lookup);
        if (options is null) return null;
        var (rows, found, firstFound, firstMissing) = Count(table, lookup);
        if (rows == 0) return null;
        var missing = firstMissing == RowIndex.None ? null : NameAsked(table, lookup, firstMissing, options.Oid);
        return new LookupExplanation
        {
            Label = options.LabelName,
            Oid = options.Oid.ToString(),
            Metrics = [.. metrics.Take(MetricsNamed).Select(metric => metric.Name)],
            MetricCount = metrics.Count,
            Rows = rows,
            Found = found,
            Example = firstFound == RowIndex.None ? null : Example(table, lookup, firstFound, options.Oid),
            MissingOid = missing,
            Why = missing is null ? null : WhyMissing(options.Oid, missing),
        };
    }

    private List<MetricOptions> MetricsOf(int table) =>
        [.. module.Options.Metrics.Where(metric => module.UsesOf(metric.Oid).Any(use => use.Table == table && use.Column != MappedObject.None))];

    private (int Rows, int Found, int FirstFound, int FirstMissing) Count(int table, int lookup)
    {
        var (reading, rows, found, firstFound, firstMissing) = (module.Table(table), 0, 0, RowIndex.None, RowIndex.None);
        for (var row = reading.State.Rows.First; row != RowIndex.None; row = reading.State.Rows.Next(row))
        {
            if (!reading.HasAny(row)) continue;
            rows++;
            _lookups.Resolve(module.Poll.State, reading.State, row);
            var isFound = _lookups.TryGet(lookup, out _, out _);
            if (isFound) found++;
            if (isFound && firstFound == RowIndex.None) firstFound = row;
            if (!isFound && firstMissing == RowIndex.None) firstMissing = row;
        }

        return (rows, found, firstFound, firstMissing);
    }

    private InstanceExplanation Example(int table, int lookup, int row, Oid oid)
    {
        var name = NameAsked(table, lookup, row, oid);
        _lookups.TryGet(lookup, out var value, out _);
        return new InstanceExplanation(name, WireText.TypeOf(value.Type), WireText.ValueOf(value));
    }

    /// <summary>The name that a row's label is looked up under; <see cref="_lookups"/> speaks of that row afterwards.</summary>
    private string NameAsked(int table, int lookup, int row, Oid oid)
    {
        _lookups.Resolve(module.Poll.State, module.Table(table).State, row);
        var key = TracedModule.KeyText(_lookups.KeyOf(lookup));
        return key.Length == 0 ? oid.ToString() : $"{oid}.{key}";
    }

    private string WhyMissing(Oid oid, string asked)
    {
        if (module.Below(oid).Any()) return $"no {asked} was received, though other instances of {oid} were";
        return MetricWords.WhyNot(module, oid, MetricWords.StateOfMissing(module, oid)) ?? $"no {asked} was received";
    }
}
