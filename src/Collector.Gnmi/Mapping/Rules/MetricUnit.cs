using Collector.Gnmi.Mapping.Naming;

namespace Collector.Gnmi.Mapping.Rules;

/// <summary>What a unit is called at the end of a name, and what values are multiplied with to be in it: Prometheus' base units.</summary>
/// <param name="Suffix">In snake case.</param>
/// <param name="Scale">From the unit as a model has it.</param>
internal readonly record struct MetricUnit(string Suffix, double Scale)
{
    private static readonly Dictionary<string, MetricUnit> Known = new(StringComparer.Ordinal)
    {
        ["octets"] = new("bytes", 1),
        ["kilobytes"] = new("bytes", 1e3),
        ["kibibytes"] = new("bytes", 1024),
        ["nanoseconds"] = new("seconds", 1e-9),
        ["microseconds"] = new("seconds", 1e-6),
        ["milliseconds"] = new("seconds", 1e-3),
        ["centiseconds"] = new("seconds", 1e-2),
        ["epoch-nanoseconds"] = new("timestamp_seconds", 1e-9),
        ["epoch-milliseconds"] = new("timestamp_seconds", 1e-3),
        ["epoch-seconds"] = new("timestamp_seconds", 1),
        ["percent"] = new("ratio", 1e-2),
        ["milliamperes"] = new("amperes", 1e-3),
        ["millivolts"] = new("volts", 1e-3),
        ["milliwatts"] = new("watts", 1e-3),
    };

    /// <summary>A unit that is not known is written as it is.</summary>
    public static MetricUnit Of(string unit) => Known.TryGetValue(unit, out var known) ? known : new(SnakeCase.Of(unit), 1);
}
