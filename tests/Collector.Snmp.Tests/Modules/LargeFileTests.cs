using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Snmp.Tests.Modules;

/// <summary>A file of 60,000 lines: what it repeats is held once. (What the heap says of it depends on what other tests leave behind.)</summary>
public sealed class LargeFileTests
{
    private const int Lines = 60_000;

    private static readonly string Text = GeneratedSnmpYaml.Write(Lines);

    [Fact]
    public void It_is_read_whole_and_what_it_repeats_is_one_instance()
    {
        var modules = SnmpYaml.Valid(Text);

        Assert.InRange(Text.Count(letter => letter == '\n'), Lines, Lines + 2_000);
        Assert.Equal(modules.Modules.Count, modules.Modules.Keys.Distinct().Count());
        Assert.All(modules.Modules.Values, module => Assert.Equal(GeneratedSnmpYaml.Metrics, module.Metrics.Count));
        var metrics = modules.Modules.Values.SelectMany(module => module.Metrics).ToList();
        Assert.Single(metrics.Select(metric => metric.Indexes).Distinct(ReferenceEqualityComparer.Instance));
        Assert.Equal(modules.Modules.Count, metrics.Select(metric => metric.Lookups).Distinct(ReferenceEqualityComparer.Instance).Count()); // by another OID in each module
        Assert.Single(metrics.SelectMany(metric => metric.Lookups).Select(lookup => lookup.Labels).Distinct(ReferenceEqualityComparer.Instance));
        Assert.Equal(2, metrics.Select(metric => metric.EnumValues).Distinct(ReferenceEqualityComparer.Instance).Count()); // the empty one, too
        Assert.Equal(GeneratedSnmpYaml.Metrics, metrics.Select(metric => metric.Help).Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Equal(GeneratedSnmpYaml.Metrics, metrics.Select(metric => metric.Name).Distinct(ReferenceEqualityComparer.Instance).Count());
    }
}
