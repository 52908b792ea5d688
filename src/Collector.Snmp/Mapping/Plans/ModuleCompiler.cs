using System.Collections.Frozen;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Samples;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Cells;
using Collector.Snmp.Mapping.Paces;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>Compiles a module as written into the plan that polls use: metrics with the same labels share a table, and each OID knows its cell.</summary>
internal sealed class ModuleCompiler
{
    private readonly SnmpModuleOptions _module;
    private readonly MappingOptions _options;
    private readonly ModulePaces? _paces;
    private readonly ConfigurationProblems _problems;
    private readonly List<TableDraft> _tables = [];
    private readonly SortedDictionary<Oid, List<Use>> _uses = [];

    private ModuleCompiler(SnmpModuleOptions module, MappingOptions options, ModulePaces? paces, ConfigurationProblems problems) =>
        (_module, _options, _paces, _problems) = (module, options, paces, problems);

    /// <summary>Compiles one module; what cannot be used is a warning at the module's or the metric's position.</summary>
    public static ModulePlan Compile(SnmpModuleOptions module, int order, ConfigurationProblems problems, MappingOptions? options = null, ModulePaces? paces = null) =>
        new ModuleCompiler(module, options ?? MappingOptions.Default, paces, problems).Compile(order);

    private ModulePlan Compile(int order)
    {
        GroupByLabels();
        PlaceColumns();
        PlaceLookups();
        var schemas = _tables.Where(table => table.Metrics.Count > 0).Select(table => new TableSchema([.. table.Metrics.SelectMany(metric => metric.Columns)])).ToList();
        var objects = new ObjectMap(MapObjects());
        return new ModulePlan
        {
            Schema = new ModuleSchema(_module.Name, order, schemas),
            Gets = _module.Get,
            Walks = [.. _module.Walk.Select(root => new WalkStep(root))],
            Filters = [.. _module.Filters.Select(FilterPlan.Compile)],
            Tables = [.. _tables.Select((table, i) => table.Plan(i < schemas.Count ? schemas[i] : null))],
            Objects = objects,
            Paces = _paces is null ? null : PacePlan.Compile(objects, _module, _paces),
            Uptime = UptimeColumn.Of(objects),
            MaxRepetitions = _module.MaxRepetitions == 0 ? 50 : _module.MaxRepetitions,
            Retries = _module.Retries,
            Timeout = _module.Timeout,
            AnySource = _module.UseUnconnectedUdpSocket,
            AllowNonIncreasing = _module.AllowNonincreasingOids,
            PacksColumns = _module.PacksColumns,
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
            }

            var columns = MetricColumns.Of(metric, table.HasLabel(metric.Name), _options, _problems);
            if (columns.Columns.Count == 0) continue;
            if (table.Metrics.Count == 0) _tables.Add(table);
            table.Metrics.Add(columns);
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
            for (var column = 0; column < _tables[i].Lookups.Count; column++) Add(_tables[i].Lookups[column], new Use(i) { Lookup = column });
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
            var column = 0;
            foreach (var metric in _tables[table].Metrics)
            {
                Add(metric.Metric.Oid, new Use(table) { Column = column, Metric = metric, Extracts = _tables[table].AddExtracts(metric) });
                _tables[table].AddSubtypedText(metric, column);
                _tables[table].AddRowScale(metric.Metric, column);
                column += metric.Columns.Count;
            }

            for (var held = 0; held < _tables[table].Held.Count; held++) Add(_tables[table].Held[held], new Use(table) { Held = held });
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
                Columns = data?.Metric!.Columns.Count ?? 0,
                Mapping = data?.Metric!.Mapping,
                Extracts = data?.Extracts ?? MappedObject.None,
                Lookup = lookup?.Lookup ?? MappedObject.None,
                Held = byTable.Max(use => use.Held),
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

    private static string Describe(IndexOptions index) =>
        $"i {index.LabelName} {index.Type} {index.FixedSize} {index.Implied} {Describe(index.EnumValues)}";

    private static string Describe(LookupOptions lookup) =>
        $"l {lookup.LabelName} {lookup.Oid} {lookup.Type} {string.Join(',', lookup.Labels)} {lookup.DisplayHint} {Describe(lookup.EnumValues)}";

    private static string Describe(IReadOnlyDictionary<long, string> names) =>
        string.Join(',', names.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>One of the purposes that an object has in a table.</summary>
    private sealed record Use(int Table)
    {
        public int Column { get; init; } = MappedObject.None;

        public MetricColumns? Metric { get; init; }

        public int Extracts { get; init; } = MappedObject.None;

        public int Lookup { get; init; } = MappedObject.None;

        public int Held { get; init; } = MappedObject.None;
    }
}
