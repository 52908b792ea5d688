using Collector.Pipeline.Configuration;
using Collector.Pipeline.Patterns;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Modules;

/// <summary>Reads one entry of <c>modules</c>.</summary>
internal sealed class ModuleReader(ConfigurationProblems problems)
{
    private readonly NodeReader _values = new(problems);
    private readonly MetricReader _metrics = new(problems);

    public SnmpModuleOptions? Read(string name, YamlNode node) => Open(name, node) is { } reader ? Read(name, reader) : null;

    /// <summary>A module in the form of snmp_exporter 0.22 and older; its auth is read by <paramref name="readAuth"/> and has the module's name.</summary>
    public SnmpModuleOptions? ReadLegacy(string name, YamlNode node, Action<MappingReader> readAuth)
    {
        if (Open(name, node) is not { } reader) return null;
        readAuth(reader);
        return Read(name, reader) is { } module ? module with { Auth = name } : null;
    }

    private MappingReader? Open(string name, YamlNode node)
    {
        if (node.IsNull) problems.Error(node.Position, $"module {name} is empty");
        return _values.Mapping(node, name);
    }

    private SnmpModuleOptions? Read(string name, MappingReader reader)
    {
        var errors = problems.ErrorCount;
        if (!reader.Has("metrics")) problems.Error(reader.Position, $"module {name}: metrics is required");
        var module = new SnmpModuleOptions
        {
            Name = name,
            Position = reader.Position,
            Walk = OidSetting.ReadList(reader, "walk", problems),
            Get = OidSetting.ReadList(reader, "get", problems),
            Metrics = ReadMetrics(reader),
            Filters = ReadFilters(reader),
            MaxRepetitions = reader.Int("max_repetitions", 0) ?? SnmpModuleOptions.DefaultMaxRepetitions,
            Retries = reader.Int("retries", 0, 100),
            Timeout = reader.Duration("timeout", TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)),
            UseUnconnectedUdpSocket = reader.Bool("use_unconnected_udp_socket") ?? false,
            AllowNonincreasingOids = reader.Bool("allow_nonincreasing_oids") ?? false,
        };
        reader.RejectUnknown();
        return problems.ErrorCount == errors ? module : null;
    }

    /// <summary>Where two metrics have the same OID the later one counts, as it does for snmp_exporter.</summary>
    private MetricOptions[] ReadMetrics(MappingReader module)
    {
        var metrics = new List<MetricOptions>();
        var places = new Dictionary<Oid, int>();
        foreach (var reader in module.Mappings("metrics"))
        {
            if (_metrics.Read(reader) is not { } metric) continue;
            if (places.TryAdd(metric.Oid, metrics.Count))
            {
                metrics.Add(metric);
                continue;
            }

            ref var place = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(metrics)[places[metric.Oid]];
            problems.Warning(metric.Position, $"metric {metric.Name} has the OID of {place.Name} at line {place.Position.Line} and replaces it");
            place = metric;
        }

        return [.. metrics];
    }

    private List<FilterOptions> ReadFilters(MappingReader module)
    {
        var filters = new List<FilterOptions>();
        foreach (var reader in module.Mappings("filters"))
        {
            var oid = OidSetting.Required(reader, "oid", problems);
            var targets = OidSetting.ReadList(reader, "targets", problems);
            var values = reader.Scalars("values");
            foreach (var value in values)
            {
                if (!Re2Pattern.TryParse(value.Text, out _, out var wrong)) problems.Error(value.Position, $"values: \"{value.Text}\" is not a regular expression: {wrong}");
            }

            reader.RejectUnknown();
            if (oid is not null) filters.Add(new FilterOptions { Oid = oid.Value, Targets = targets, Values = [.. values.Select(value => value.Text)] });
        }

        return filters;
    }
}
