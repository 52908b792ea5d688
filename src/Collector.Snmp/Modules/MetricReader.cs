using System.Collections.Frozen;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Patterns;
using Collector.Pipeline.Targets;
using Collector.Snmp.Mapping.Cells;
using Collector.Snmp.Mapping.Rendering;

namespace Collector.Snmp.Modules;

/// <summary>Reads one entry of a module's <c>metrics</c>.</summary>
internal sealed class MetricReader(ConfigurationProblems problems)
{
    private readonly NodeReader _values = new(problems);
    private readonly SharedParts _shared = new();

    /// <summary>Null when the metric has errors, which have been reported.</summary>
    public MetricOptions? Read(MappingReader reader)
    {
        var errors = problems.ErrorCount;
        var name = reader.RequiredString("name");
        if (name.Length > 0 && !MetricNames.IsValid(name)) problems.Error(reader.PositionOf("name"), $"\"{name}\" is not a metric name: letters, digits, _ and :, and no digit first");
        if (reader.IsNull("type")) problems.Error(reader.Position, "type is required");
        var metric = new MetricOptions
        {
            Name = _shared.Text(name),
            Position = reader.Position,
            Oid = OidSetting.Required(reader, "oid", problems) ?? default,
            Type = ReadType(reader, name),
            Help = _shared.Text(reader.String("help") ?? ""),
            Indexes = ReadIndexes(reader),
            Lookups = ReadLookups(reader),
            RegexExtracts = ReadRegexExtracts(reader),
            DateTimePattern = reader.String("datetime_pattern") ?? "",
            EnumValues = ReadEnumValues(reader),
            Offset = reader.Double("offset") ?? 0,
            Scale = reader.Double("scale") ?? 0,
            ScaleFrom = ReadScaleFrom(reader),
            DisplayHint = _shared.Text(reader.String("display_hint") ?? ""),
        };
        reader.RejectUnknown();
        CheckValue(reader, metric);
        if (problems.ErrorCount != errors) return null;
        WarnOfLabels(metric);
        return metric;
    }

    /// <summary>snmp_exporter takes these without a word, and shows what nobody meant.</summary>
    private void WarnOfLabels(MetricOptions metric)
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        foreach (var index in metric.Indexes)
        {
            if (!labels.Add(index.LabelName)) problems.Warning(metric.Position, $"metric {metric.Name}: two indexes make the label {index.LabelName}, and the last one counts");
        }

        foreach (var lookup in metric.Lookups.Where(lookup => !lookup.IsRemoval))
        {
            if (lookup.Type == SnmpLookupType.OctetString) CheckHint(metric.Name, lookup.DisplayHint, metric.Position);
            foreach (var source in lookup.Labels.Where(source => !labels.Contains(source)))
                problems.Warning(metric.Position, $"metric {metric.Name}: the lookup of {lookup.LabelName} is by the label {source}, which nothing before it makes");
            labels.Add(lookup.LabelName);
        }
    }

    /// <summary>snmp_exporter shows values of a type that it does not know as text. Mostly it is a slip of the pen, so we say so.</summary>
    private SnmpMetricType ReadType(MappingReader reader, string name)
    {
        if (reader.Scalar("type") is not { } word) return default;
        if (SnmpWords.MetricTypes.TryGetValue(word.Text, out var type)) return type;
        problems.Warning(word.Position, $"metric {name}: the format has no type \"{word.Text}\", and the values are shown as text{NearestName.Hint(word.Text, SnmpWords.MetricTypes.Keys)}");
        return SnmpMetricType.OctetString;
    }

    /// <summary>Patterns and hints that cannot be used, where the type has a use for them.</summary>
    private void CheckValue(MappingReader reader, MetricOptions metric)
    {
        if (metric.Type == SnmpMetricType.ParseDateAndTime && !DatePattern.TryParse(metric.DateTimePattern, out _, out var error))
            problems.Error(reader.PositionOf("datetime_pattern"), $"datetime_pattern: {error}");
        if (metric.Type == SnmpMetricType.OctetString) CheckHint(metric.Name, metric.DisplayHint, reader.PositionOf("display_hint"));
    }

    private void CheckHint(string metric, string hint, SourcePosition position)
    {
        if (hint.Length > 0 && !DisplayHint.TryParse(hint, out _))
            problems.Warning(position, $"metric {metric}: \"{hint}\" is no display hint of RFC 2579; values are shown in hexadecimal");
    }

    private ScaleFromOptions? ReadScaleFrom(MappingReader metric)
    {
        if (metric.Mapping("scale_from") is not { } reader) return null;
        if (metric.Scalar("type")?.Text is not ("gauge" or "Float" or "Double"))
            problems.Error(reader.Position, "scale_from is for the types gauge, Float and Double");
        var read = new ScaleFromOptions
        {
            Scale = OidSetting.Required(reader, "scale", problems) ?? default,
            Precision = OidSetting.Required(reader, "precision", problems) ?? default,
        };
        reader.RejectUnknown();
        return read;
    }

    private IReadOnlyList<IndexOptions> ReadIndexes(MappingReader metric)
    {
        var indexes = new List<IndexOptions>();
        foreach (var reader in metric.Mappings("indexes"))
        {
            indexes.Add(new IndexOptions
            {
                LabelName = _shared.Text(LabelName(reader)),
                Type = Required(reader, SnmpWords.IndexTypes),
                FixedSize = reader.Int("fixed_size", 0, Ber.Oid.MaxSubIds) ?? 0,
                Implied = reader.Bool("implied") ?? false,
                EnumValues = ReadEnumValues(reader),
            });
            reader.RejectUnknown();
        }

        return _shared.Indexes([.. indexes]);
    }

    private IReadOnlyList<LookupOptions> ReadLookups(MappingReader metric)
    {
        var lookups = new List<LookupOptions>();
        foreach (var reader in metric.Mappings("lookups"))
        {
            var labels = reader.StringList("labels") ?? [];
            var removes = labels.Count == 0;
            lookups.Add(new LookupOptions
            {
                Labels = _shared.Labels(labels),
                LabelName = _shared.Text(LabelName(reader)),
                Oid = removes && !reader.Has("oid") ? default : _shared.Oid(OidSetting.Required(reader, "oid", problems) ?? default),
                Type = removes ? reader.Choice("type", SnmpWords.LookupTypes) ?? default : Required(reader, SnmpWords.LookupTypes),
                DisplayHint = _shared.Text(reader.String("display_hint") ?? ""),
                EnumValues = ReadEnumValues(reader),
            });
            reader.RejectUnknown();
        }

        return _shared.Lookups([.. lookups]);
    }

    private IReadOnlyDictionary<string, IReadOnlyList<RegexExtractOptions>> ReadRegexExtracts(MappingReader metric)
    {
        if (metric.Mapping("regex_extracts") is not { } suffixes) return FrozenDictionary<string, IReadOnlyList<RegexExtractOptions>>.Empty;
        var extracts = new Dictionary<string, IReadOnlyList<RegexExtractOptions>>(StringComparer.Ordinal);
        foreach (var key in suffixes.Entries().Select(entry => entry.Key).ToArray())
        {
            var suffix = key.Text;
            if (!MetricNames.IsValid("m" + suffix)) problems.Error(key.Position, $"\"{suffix}\" cannot end the name of a metric: letters, digits, _ and :");
            var expressions = new List<RegexExtractOptions>();
            foreach (var reader in suffixes.Mappings(suffix))
            {
                var position = reader.PositionOf("regex");
                var regex = reader.String("regex") ?? "";
                if (!Re2Pattern.TryParseWhole(regex, out _, out var error)) problems.Error(position, $"regex: {error}");
                expressions.Add(new RegexExtractOptions { Regex = regex, Value = reader.String("value") ?? "$1" });
                reader.RejectUnknown();
            }

            extracts[suffix] = expressions;
        }

        return extracts;
    }

    private IReadOnlyDictionary<long, string> ReadEnumValues(MappingReader owner)
    {
        if (owner.Mapping("enum_values") is not { } codes) return FrozenDictionary<long, string>.Empty;
        var names = new Dictionary<long, string>();
        foreach (var (key, node) in codes.Entries())
        {
            if (!ScalarRules.TryInteger(key, out var code)) problems.Error(key.Position, $"enum_values: \"{key.Text}\" is not a whole number");
            else if (!names.TryAdd(code, _shared.Text(_values.String(node, "enum_values") ?? ""))) problems.Error(key.Position, $"enum_values: {code} is there already");
        }

        return _shared.Names(names);
    }

    private T Required<T>(MappingReader reader, IReadOnlyDictionary<string, T> words) where T : struct
    {
        if (reader.IsNull("type")) problems.Error(reader.Position, "type is required");
        return reader.Choice("type", words) ?? default;
    }

    private string LabelName(MappingReader reader)
    {
        var name = reader.RequiredString("labelname");
        if (name.Length == 0) return name;
        if (!LabelSet.IsValidName(name)) problems.Error(reader.PositionOf("labelname"), $"\"{name}\" is not a label name: letters, digits and _, and no digit first");
        else if (name.StartsWith("__", StringComparison.Ordinal)) problems.Error(reader.PositionOf("labelname"), $"label {name}: names that begin with __ are Prometheus' own");
        return name;
    }
}
