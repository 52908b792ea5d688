using System.Collections.Frozen;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Samples;
using Collector.Snmp.Ber;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Mapping;

/// <summary>Compiles a module as written into the plan that polls use: metrics with the same labels share a table, and each OID knows its cell.</summary>
internal sealed class ModuleCompiler
{
    private readonly SnmpModuleOptions _module;
    private readonly ConfigurationProblems _problems;
    private readonly List<TableDraft> _tables = [];
    private readonly SortedDictionary<Oid, List<Use>> _uses = [];

    private ModuleCompiler(SnmpModuleOptions module, ConfigurationProblems problems) => (_module, _problems) = (module, problems);

    /// <summary>Compiles one module; what cannot be used is a warning at the module's position.</summary>
    public static ModulePlan Compile(SnmpModuleOptions module, int order, ConfigurationProblems problems) =>
        new ModuleCompiler(module, problems).Compile(order);

    private ModulePlan Compile(int order)
    {
        GroupByLabels();
        PlaceLookups();
        PlaceColumns();
        var schemas = _tables.Where(table => table.Metrics.Count > 0).Select(table => new TableSchema([.. table.Metrics.Select(metric => ColumnOf(metric, table))])).ToList();
        return new ModulePlan
        {
            Schema = new ModuleSchema(_module.Name, order, schemas),
            Gets = _module.Get,
            Walks = [.. _module.Walk.Select(root => new WalkStep(root))],
            Filters = [.. _module.Filters.Select(FilterPlan.Compile)],
            Tables = [.. _tables.Select((table, i) => new TablePlan(table.PlanLabels(), i < schemas.Count ? schemas[i] : null, table.Lookups.Count))],
            Objects = new ObjectMap(MapObjects()),
            MaxRepetitions = _module.MaxRepetitions == 0 ? 50 : _module.MaxRepetitions,
            Retries = _module.Retries,
            Timeout = _module.Timeout,
            AnySource = _module.UseUnconnectedUdpSocket,
            AllowNonIncreasing = _module.AllowNonincreasingOids,
        };
    }

    /// <summary>Metrics whose rows are labelled alike become columns of one table.</summary>
    private void GroupByLabels()
    {
        var byLabels = new Dictionary<string, TableDraft>(StringComparer.Ordinal);
        foreach (var metric in _module.Metrics)
        {
            var signature = string.Join('\n', metric.Indexes.Select(Describe).Concat(metric.Lookups.Select(Describe)));
            if (!byLabels.TryGetValue(signature, out var table))
            {
                table = new TableDraft(metric.Indexes, metric.Lookups);
                byLabels.Add(signature, table);
                _tables.Add(table);
            }

            table.Metrics.Add(metric);
        }
    }

    /// <summary>
    /// A lookup by all of a table's indexes lives in that table, where it costs no search. Others get a table of their own, one for each
    /// conceptual row, that is not shown.
    /// </summary>
    private void PlaceLookups()
    {
        var shown = _tables.Count;
        var homes = new Dictionary<Oid, (int Table, int Column)>();
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < shown; i++)
            {
                foreach (var lookup in _tables[i].Labels.Lookups.Where(lookup => !homes.ContainsKey(lookup.Options.Oid)))
                {
                    if (pass == 0 && lookup.IsOwnRow) homes[lookup.Options.Oid] = (i, _tables[i].AddLookup(lookup.Options.Oid));
                    else if (pass == 1) homes[lookup.Options.Oid] = PlaceApart(lookup.Options.Oid, shown);
                }
            }
        }

        foreach (var table in _tables.Take(shown)) table.PlaceLookups(homes, _tables);
        for (var i = 0; i < _tables.Count; i++)
        {
            for (var column = 0; column < _tables[i].Lookups.Count; column++) Add(_tables[i].Lookups[column], new Use(i, MappedObject.None, null, column));
        }
    }

    private (int Table, int Column) PlaceApart(Oid oid, int shown)
    {
        var entry = ConceptualRow.Of(oid);
        var table = _tables.FindIndex(shown, draft => draft.Entry == entry);
        if (table < 0)
        {
            table = _tables.Count;
            _tables.Add(new TableDraft([], []) { Entry = entry });
        }

        return (table, _tables[table].AddLookup(oid));
    }

    private void PlaceColumns()
    {
        for (var table = 0; table < _tables.Count; table++)
        {
            for (var column = 0; column < _tables[table].Metrics.Count; column++)
            {
                var metric = _tables[table].Metrics[column];
                Add(metric.Oid, new Use(table, column, MappingOf(metric), MappedObject.None));
            }
        }
    }

    /// <summary>The shortest OID wins where one lies below another, as in snmp_exporter; so a name has one object.</summary>
    private IEnumerable<MappedObject> MapObjects()
    {
        Oid? above = null;
        foreach (var (oid, uses) in _uses)
        {
            if (above is { } shorter && shorter.IsPrefixOf(oid))
            {
                _problems.Warning(_module.Position, $"module {_module.Name}: {oid} is never used, because {shorter} above it takes its instances");
                continue;
            }

            above = oid;
            yield return Chain(oid, uses);
        }
    }

    private static MappedObject Chain(Oid oid, List<Use> uses)
    {
        MappedObject? also = null;
        foreach (var byTable in uses.GroupBy(use => use.Table).Reverse())
        {
            var data = byTable.LastOrDefault(use => use.Column != MappedObject.None); // of two metrics with one OID the last one counts
            var lookup = byTable.FirstOrDefault(use => use.Lookup != MappedObject.None);
            also = new MappedObject(oid, byTable.Key)
            {
                Column = data?.Column ?? MappedObject.None,
                Mapping = data?.Mapping,
                Lookup = lookup?.Lookup ?? MappedObject.None,
                Also = also,
            };
        }

        return also!;
    }

    private void Add(Oid oid, Use use)
    {
        if (!_uses.TryGetValue(oid, out var uses)) _uses[oid] = uses = [];
        uses.Add(use);
    }

    private static Column ColumnOf(MetricOptions metric, TableDraft table)
    {
        var names = new CodeNames(metric.EnumValues);
        return metric.Type switch
        {
            SnmpMetricType.EnumAsInfo => new CodeColumn(new MetricFamily(metric.Name + "_info", metric.Help + " (EnumAsInfo)", MetricType.Gauge), metric.Name, names),
            SnmpMetricType.EnumAsStateSet => new StateSetColumn(new MetricFamily(metric.Name, metric.Help + " (EnumAsStateSet)", MetricType.Gauge), metric.Name, names),
            SnmpMetricType.Counter when !IsScaled(metric) => new UnsignedColumn(new MetricFamily(metric.Name, metric.Help, MetricType.Counter)),
            SnmpMetricType.Counter => new DoubleColumn(new MetricFamily(metric.Name, metric.Help, MetricType.Counter)),
            SnmpMetricType.Gauge or SnmpMetricType.Float or SnmpMetricType.Double => new DoubleColumn(new MetricFamily(metric.Name, metric.Help, MetricType.Gauge)),
            _ => new TextColumn(
                new MetricFamily(metric.Name, metric.Help, MetricType.Gauge),
                table.HasLabel(metric.Name) ? null : metric.Name,
                (metric.Scale == 0 ? 1 : metric.Scale) + metric.Offset),
        };
    }

    private static CellMapping MappingOf(MetricOptions metric) => metric.Type switch
    {
        SnmpMetricType.EnumAsInfo or SnmpMetricType.EnumAsStateSet => new CodeMapping(),
        SnmpMetricType.Counter when !IsScaled(metric) => new CounterMapping(),
        SnmpMetricType.Counter or SnmpMetricType.Gauge or SnmpMetricType.Float or SnmpMetricType.Double => new NumberMapping(metric.Scale, metric.Offset),
        SnmpMetricType.DisplayString => new TextMapping(TextForm.Display),
        SnmpMetricType.PhysAddress48 => new TextMapping(TextForm.PhysAddress48),
        SnmpMetricType.InetAddressIPv4 => new TextMapping(TextForm.IPv4),
        SnmpMetricType.InetAddressIPv6 => new TextMapping(TextForm.IPv6),
        _ => new TextMapping(TextForm.Hex),
    };

    private static bool IsScaled(MetricOptions metric) => metric.Scale != 0 || metric.Offset != 0;

    private static string Describe(IndexOptions index) =>
        $"i {index.LabelName} {index.Type} {index.FixedSize} {index.Implied} {Describe(index.EnumValues)}";

    private static string Describe(LookupOptions lookup) =>
        $"l {lookup.LabelName} {lookup.Oid} {lookup.Type} {string.Join(',', lookup.Labels)} {Describe(lookup.EnumValues)}";

    private static string Describe(IReadOnlyDictionary<long, string> names) =>
        string.Join(',', names.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"));

    private sealed record Use(int Table, int Column, CellMapping? Mapping, int Lookup);
}
