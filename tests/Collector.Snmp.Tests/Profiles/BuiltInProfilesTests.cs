using Collector.Pipeline.Configuration;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;
using Collector.Snmp.Profiles;
using Collector.Testing;

namespace Collector.Snmp.Tests.Profiles;

public class BuiltInProfilesTests
{
    public static TheoryData<string> Files => [.. BuiltInProfiles.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_profile_loads_without_a_problem(string file)
    {
        var problems = new ConfigurationProblems();
        BuiltInProfiles.Read([file], problems);
        Assert.Equal("", problems.ToString());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_profile_says_which_devices_answer_it(string file)
    {
        using var text = new StreamReader(typeof(BuiltInProfiles).Assembly.GetManifestResourceStream(file)!);
        var head = string.Join(' ', text.ReadToEnd().Split('\n').TakeWhile(line => line.StartsWith('#')));
        Assert.True(head.Contains("nswered by", StringComparison.Ordinal) || head.Contains("Not seen on a device", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_help_text_ends_with_the_OID() => Assert.All(AllMetrics(), metric =>
    {
        Assert.EndsWith($" - {metric.Oid}", metric.Help, StringComparison.Ordinal);
        Assert.True(metric.Help.Length - metric.Oid.ToString().Length < 120, metric.Help);
    });

    [Fact]
    public void Every_metric_and_every_lookup_is_fetched() => Assert.All(BuiltInProfiles.All.Modules.Values, module =>
    {
        foreach (var metric in module.Metrics)
        {
            Assert.True(module.Walk.Any(root => root.IsPrefixOf(metric.Oid)) || module.Get.Any(instance => metric.Oid.IsPrefixOf(instance)), metric.Name);
            foreach (var lookup in metric.Lookups.Where(lookup => !lookup.IsRemoval))
            {
                Assert.True(module.Walk.Any(root => root.IsPrefixOf(lookup.Oid)), $"{metric.Name}: {lookup.LabelName}");
            }
        }
    });

    [Fact]
    public void No_metric_hides_another_one() => Assert.All(BuiltInProfiles.All.Modules.Values, module =>
    {
        foreach (var metric in module.Metrics)
        {
            Assert.Equal([metric.Name], module.Metrics.Where(other => other.Oid.IsPrefixOf(metric.Oid) || other.Name == metric.Name).Select(other => other.Name));
        }
    });

    [Fact]
    public void The_modules_that_others_rely_on_are_there()
    {
        Assert.Subset(BuiltInProfiles.All.Modules.Keys.ToHashSet(), new HashSet<string> { "if_mib", "system" });
        Assert.Equal(["public_v1", "public_v2"], BuiltInProfiles.All.Auths.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_reference_lists_every_module_and_nothing_else() =>
        Assert.Equal(BuiltInProfiles.All.Modules.Keys.Order(StringComparer.Ordinal), TableRows().Select(row => row.Module).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_metric_in_the_reference_is_one_of_its_module() => Assert.All(TableRows(), row =>
        Assert.Subset(BuiltInProfiles.All.Modules[row.Module].Metrics.Select(metric => metric.Name).ToHashSet(), row.Metrics.ToHashSet()));

    [Fact]
    public void No_module_has_anything_that_the_mapping_warns_of() => Assert.All(BuiltInProfiles.All.Modules.Values, module =>
    {
        var problems = new ConfigurationProblems();
        ModuleCompiler.Compile(module, 0, problems);
        Assert.Equal("", problems.ToString());
    });

    [Fact]
    public void If_mib_has_the_series_of_snmp_exporter()
    {
        var module = BuiltInProfiles.All.Modules["if_mib"];
        var octets = module.Metrics.Single(metric => metric.Name == "ifHCInOctets");
        Assert.Equal((SnmpMetricType.Counter, "1.3.6.1.2.1.31.1.1.1.6"), (octets.Type, octets.Oid.ToString()));
        Assert.Equal(["ifIndex"], octets.Indexes.Select(index => index.LabelName));
        Assert.Equal(["ifAlias", "ifDescr", "ifName"], octets.Lookups.Select(lookup => lookup.LabelName));
        Assert.DoesNotContain(module.Metrics, metric => metric.Name is "ifName" or "ifAlias" or "ifDescr");
        Assert.Equal("ethernetCsmacd", module.Metrics.Single(metric => metric.Name == "ifType").EnumValues[6]);
        Assert.Equal("lowerLayerDown", module.Metrics.Single(metric => metric.Name == "ifOperStatus").EnumValues[7]);
        Assert.Equal(40, module.Metrics.Count);
    }

    private static IEnumerable<(string Module, IEnumerable<string> Metrics)> TableRows() => Docs.Read("modules.md").Split('\n')
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray())
        .Select(cells => (cells[1].Trim('`'), cells[4].Split(',').Select(metric => metric.Trim().Trim('`'))));

    private static IEnumerable<MetricOptions> AllMetrics() => BuiltInProfiles.All.Modules.Values.SelectMany(module => module.Metrics);
}
