using Collector.Pipeline.Configuration;
using Collector.Pipeline.Patterns;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Targets;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rendering;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>The columns that one metric becomes: none when its own label is there already, one for most types, one a suffix for `regex_extracts`.</summary>
/// <param name="Metric">As written.</param>
/// <param name="Columns">What is shown.</param>
/// <param name="Mapping">How a value becomes a cell; null for <paramref name="Extracts"/>.</param>
/// <param name="Extracts">The expressions that fill the columns.</param>
/// <param name="Subtype">Whose codes, in the column before this one, say how a text is written.</param>
internal sealed record MetricColumns(
    MetricOptions Metric, IReadOnlyList<Column> Columns, CellMapping? Mapping, ExtractPlan? Extracts = null, SubtypeKind Subtype = SubtypeKind.None)
{
    /// <summary>Decides by the metric's type; what cannot be shown is a warning.</summary>
    /// <param name="metric">As written.</param>
    /// <param name="hasOwnLabel">Whether the rows' labels already have one of the metric's name.</param>
    /// <param name="options">What the plan is for.</param>
    /// <param name="problems">Where warnings go.</param>
    public static MetricColumns Of(MetricOptions metric, bool hasOwnLabel, MappingOptions options, ConfigurationProblems problems)
    {
        var (scaling, wraps) = (Scaling.Of(metric), options.WrapLargeCounters);
        if (HasLabelOfItsOwn(metric) && !LabelSet.IsValidName(metric.Name)) return Omit(metric, "its name cannot be a label, and its type makes it one", problems);
        switch (metric.Type)
        {
            case SnmpMetricType.Counter:
                return scaling.IsNone && !options.CountersTakeAnyNumber
                    ? Counter(metric, wraps)
                    : new(metric, [new DoubleColumn(Family(metric, MetricType.Counter))], new NumberMapping(scaling, wraps));
            case SnmpMetricType.Gauge or SnmpMetricType.Float or SnmpMetricType.Double:
                return Number(metric, new NumberMapping(scaling, wraps));
            case SnmpMetricType.DateAndTime:
                return Number(metric, new DateAndTimeMapping(scaling));
            case SnmpMetricType.NTPTimeStamp:
                return Number(metric, new NtpTimeMapping(scaling));
            case SnmpMetricType.ParseDateAndTime:
                return DateText(metric, scaling, problems);
            case SnmpMetricType.EnumAsInfo or SnmpMetricType.EnumAsStateSet or SnmpMetricType.Bits:
                return hasOwnLabel ? Omit(metric, "its rows have a label of that name already", problems) : Named(metric, wraps);
            default:
                return metric.RegexExtracts.Count > 0 ? Extract(metric, scaling, problems) : Text(metric, hasOwnLabel, scaling);
        }
    }

    private static bool HasLabelOfItsOwn(MetricOptions metric) => metric.Type switch
    {
        SnmpMetricType.Counter or SnmpMetricType.Gauge or SnmpMetricType.Float or SnmpMetricType.Double => false,
        SnmpMetricType.DateAndTime or SnmpMetricType.ParseDateAndTime or SnmpMetricType.NTPTimeStamp => false,
        SnmpMetricType.EnumAsInfo or SnmpMetricType.EnumAsStateSet or SnmpMetricType.Bits => true,
        _ => metric.RegexExtracts.Count == 0,
    };

    private static MetricColumns Counter(MetricOptions metric, bool wraps)
    {
        var width = new SeenWidth();
        return new(metric, [new UnsignedColumn(Family(metric, MetricType.Counter), width)], new CounterMapping(wraps, width));
    }

    private static MetricColumns Number(MetricOptions metric, CellMapping mapping) => new(metric, [new DoubleColumn(Family(metric, MetricType.Gauge))], mapping);

    private static MetricColumns DateText(MetricOptions metric, Scaling scaling, ConfigurationProblems problems) =>
        DatePattern.TryParse(metric.DateTimePattern, out var pattern, out var error)
            ? Number(metric, new DateTextMapping(pattern, scaling))
            : Omit(metric, error, problems);

    private static MetricColumns Named(MetricOptions metric, bool wraps)
    {
        var names = new CodeNames(metric.EnumValues);
        var family = Family(metric, MetricType.Gauge) with { Help = $"{metric.Help} ({metric.Type})" };
        return metric.Type switch
        {
            SnmpMetricType.EnumAsInfo => new(metric, [new CodeColumn(family with { Name = metric.Name + "_info" }, metric.Name, names)], new CodeMapping(wraps)),
            SnmpMetricType.EnumAsStateSet => new(metric, [new StateSetColumn(family, metric.Name, names)], new CodeMapping(wraps)),
            _ => new(metric, [new BitsColumn(family, metric.Name, names)], new BitsMapping()),
        };
    }

    private static MetricColumns Text(MetricOptions metric, bool hasOwnLabel, Scaling scaling)
    {
        var column = new TextColumn(Family(metric, MetricType.Gauge), hasOwnLabel ? null : metric.Name, scaling.Of(1));
        var subtype = metric.Type switch
        {
            SnmpMetricType.InetAddress or SnmpMetricType.InetAddressMissingSize => SubtypeKind.InetAddress,
            SnmpMetricType.LldpPortId => SubtypeKind.LldpPortId,
            _ => SubtypeKind.None,
        };
        if (subtype != SubtypeKind.None && ConceptualRow.ColumnBefore(metric.Oid) is not null) return new(metric, [column], new SubtypedText.Placeholder(), null, subtype);
        return new(metric, [column], new TextMapping(FormOf(metric.Type), HintOf(metric)));
    }

    private static MetricColumns Extract(MetricOptions metric, Scaling scaling, ConfigurationProblems problems)
    {
        var columns = new List<Column>();
        var suffixes = new List<IReadOnlyList<Extraction>>();
        foreach (var (suffix, entries) in metric.RegexExtracts)
        {
            var expressions = new List<Extraction>();
            foreach (var entry in entries)
            {
                if (Re2Pattern.TryParseWhole(entry.Regex, out var pattern, out var error)) expressions.Add(new Extraction(pattern, new ExpansionTemplate(entry.Value, pattern)));
                else problems.Warning(metric.Position, $"metric {metric.Name}: {error}");
            }

            columns.Add(new DoubleColumn(new MetricFamily(metric.Name + suffix, metric.Help + " (regex extracted)", MetricType.Gauge)));
            suffixes.Add(expressions);
        }

        return new(metric, columns, null, new ExtractPlan(FormOf(metric.Type), HintOf(metric), scaling, suffixes));
    }

    private static MetricColumns Omit(MetricOptions metric, string why, ConfigurationProblems problems)
    {
        problems.Warning(metric.Position, $"metric {metric.Name} is never shown: {why}");
        return new(metric, [], null);
    }

    /// <summary>A hint that breaks the rules was reported when the module was read; the values are then in hexadecimal.</summary>
    private static DisplayHint? HintOf(MetricOptions metric) =>
        metric.Type == SnmpMetricType.OctetString && DisplayHint.TryParse(metric.DisplayHint, out var hint) ? hint : null;

    private static TextForm FormOf(SnmpMetricType type) => type switch
    {
        SnmpMetricType.DisplayString => TextForm.Display,
        SnmpMetricType.PhysAddress48 => TextForm.PhysAddress48,
        SnmpMetricType.InetAddressIPv4 => TextForm.IPv4,
        SnmpMetricType.InetAddressIPv6 => TextForm.IPv6,
        _ => TextForm.Hex,
    };

    private static MetricFamily Family(MetricOptions metric, MetricType type) => new(metric.Name, metric.Help, type);
}
