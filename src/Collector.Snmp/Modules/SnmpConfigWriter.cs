using Collector.Pipeline.Configuration;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Modules;

/// <summary>Writes modules and auths in the form of snmp.yml, by name, with secrets masked: what <c>/config</c> shows of them.</summary>
/// <remarks>A key that has its default and that nobody wrote is left out, so reading the result again means the same.</remarks>
public static class SnmpConfigWriter
{
    public static void Write(SnmpModules modules, YamlWriter yaml)
    {
        if (modules.Auths.Count > 0) yaml.Mapping("auths", () => WriteAll(modules.Auths, yaml, WriteAuth));
        if (modules.Modules.Count > 0) yaml.Mapping("modules", () => WriteAll(modules.Modules, yaml, WriteModule));
    }

    private static void WriteAll<T>(IReadOnlyDictionary<string, T> all, YamlWriter yaml, Action<T, YamlWriter> write)
    {
        foreach (var (name, one) in all.OrderBy(entry => entry.Key, StringComparer.Ordinal)) yaml.Mapping(name, () => write(one, yaml));
    }

    private static void WriteAuth(SnmpAuthOptions auth, YamlWriter yaml)
    {
        if (auth.Version == SnmpVersion.V3)
        {
            yaml.Value("security_level", SnmpWords.Of(SnmpWords.SecurityLevels, auth.SecurityLevel));
            yaml.Value("username", auth.Username);
            yaml.Value("password", auth.Password);
            yaml.Value("auth_protocol", SnmpWords.Of(SnmpWords.AuthProtocols, auth.AuthProtocol));
            yaml.Value("priv_protocol", SnmpWords.Of(SnmpWords.PrivProtocols, auth.PrivProtocol));
            yaml.Value("priv_password", auth.PrivPassword);
        }
        else
        {
            yaml.Value("community", auth.Community);
        }

        yaml.ValueIfAny("context_name", auth.ContextName);
        yaml.Value("version", auth.Version switch { SnmpVersion.V1 => 1L, SnmpVersion.V3 => 3, _ => 2 });
    }

    private static void WriteModule(SnmpModuleOptions module, YamlWriter yaml)
    {
        yaml.ListIfAny("walk", Texts(module.Walk));
        yaml.ListIfAny("get", Texts(module.Get));
        yaml.Items("metrics", [.. module.Metrics], metric => WriteMetric(metric, yaml));
        if (module.MaxRepetitions != SnmpModuleOptions.DefaultMaxRepetitions) yaml.Value("max_repetitions", module.MaxRepetitions);
        if (module.Retries is { } retries) yaml.Value("retries", retries);
        if (module.Timeout is { } timeout) yaml.Value("timeout", timeout);
        if (module.UseUnconnectedUdpSocket) yaml.Value("use_unconnected_udp_socket", true);
        if (module.AllowNonincreasingOids) yaml.Value("allow_nonincreasing_oids", true);
        if (module.Filters.Count > 0) yaml.Items("filters", [.. module.Filters], filter => WriteFilter(filter, yaml));
    }

    private static void WriteMetric(MetricOptions metric, YamlWriter yaml)
    {
        yaml.Value("name", metric.Name);
        yaml.Value("oid", metric.Oid.ToString());
        yaml.Value("type", SnmpWords.Of(SnmpWords.MetricTypes, metric.Type));
        yaml.Value("help", metric.Help);
        if (metric.Indexes.Count > 0) yaml.Items("indexes", [.. metric.Indexes], index => WriteIndex(index, yaml));
        if (metric.Lookups.Count > 0) yaml.Items("lookups", [.. metric.Lookups], lookup => WriteLookup(lookup, yaml));
        if (metric.RegexExtracts.Count > 0) yaml.Mapping("regex_extracts", () => WriteExtracts(metric, yaml));
        yaml.ValueIfAny("datetime_pattern", metric.DateTimePattern);
        WriteEnum(metric.EnumValues, yaml);
        if (metric.Offset != 0) yaml.Value("offset", metric.Offset);
        if (metric.Scale != 0) yaml.Value("scale", metric.Scale);
        yaml.ValueIfAny("display_hint", metric.DisplayHint);
        if (metric.ScaleFrom is { } from) yaml.Mapping("scale_from", () => WriteScaleFrom(from, yaml));
    }

    private static void WriteScaleFrom(ScaleFromOptions from, YamlWriter yaml)
    {
        yaml.Value("scale", from.Scale.ToString());
        yaml.Value("precision", from.Precision.ToString());
    }

    private static void WriteIndex(IndexOptions index, YamlWriter yaml)
    {
        yaml.Value("labelname", index.LabelName);
        yaml.Value("type", SnmpWords.Of(SnmpWords.IndexTypes, index.Type));
        if (index.FixedSize != 0) yaml.Value("fixed_size", index.FixedSize);
        if (index.Implied) yaml.Value("implied", true);
        WriteEnum(index.EnumValues, yaml);
    }

    private static void WriteLookup(LookupOptions lookup, YamlWriter yaml)
    {
        yaml.List("labels", lookup.Labels);
        yaml.Value("labelname", lookup.LabelName);
        if (lookup.IsRemoval) return;
        yaml.Value("oid", lookup.Oid.ToString());
        yaml.Value("type", SnmpWords.Of(SnmpWords.LookupTypes, lookup.Type));
        yaml.ValueIfAny("display_hint", lookup.DisplayHint);
        WriteEnum(lookup.EnumValues, yaml);
    }

    private static void WriteExtracts(MetricOptions metric, YamlWriter yaml)
    {
        foreach (var (suffix, extracts) in metric.RegexExtracts.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            yaml.Items(suffix, [.. extracts], extract =>
            {
                yaml.Value("value", extract.Value);
                yaml.Value("regex", extract.Regex);
            });
        }
    }

    private static void WriteFilter(FilterOptions filter, YamlWriter yaml)
    {
        yaml.Value("oid", filter.Oid.ToString());
        yaml.List("targets", Texts(filter.Targets));
        yaml.List("values", filter.Values);
    }

    private static void WriteEnum(IReadOnlyDictionary<long, string> names, YamlWriter yaml)
    {
        if (names.Count == 0) return;
        yaml.Mapping("enum_values", () =>
        {
            foreach (var (code, name) in names.OrderBy(entry => entry.Key)) yaml.Value(code, name);
        });
    }

    private static List<string> Texts(IEnumerable<Oid> oids) => [.. oids.Select(oid => oid.ToString())];
}
