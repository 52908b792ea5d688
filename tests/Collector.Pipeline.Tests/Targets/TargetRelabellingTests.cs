using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Collector.Pipeline.Tests.Relabelling;

namespace Collector.Pipeline.Tests.Targets;

public sealed class TargetRelabellingTests
{
    // As the README of snmp_exporter has it, with an exporter that is not needed any more.
    private const string Exporters = """
        - {source_labels: [__address__], target_label: __param_target}
        - {source_labels: [__param_target], target_label: instance}
        - {target_label: __address__, replacement: '127.0.0.1:9116'}
        """;

    [Fact]
    public void Rules_that_were_written_for_an_exporter_ask_the_device()
    {
        var target = Assert.Single(Build(Exporters, ["192.0.2.1"]));
        Assert.Equal(("192.0.2.1", "192.0.2.1"), (target.Instance, target.Address));
        Assert.Equal("{instance=\"192.0.2.1\"}", target.Labels.ToString());
    }

    [Fact]
    public void Rules_choose_targets_and_make_labels_of_what_an_inventory_says()
    {
        const string Rules = """
            - {source_labels: [__meta_netbox_status], regex: active, action: keep}
            - {source_labels: [__meta_netbox_primary_ip], target_label: __address__}
            - {source_labels: [__meta_netbox_name], target_label: instance}
            - {regex: '__meta_netbox_(site|role)', action: labelmap}
            - {source_labels: [role], regex: core, target_label: __param_module, replacement: 'if_mib,bgp4'}
            - {source_labels: [role], regex: core, target_label: __scrape_interval__, replacement: 15s}
            """;
        WrittenLabel[] labels = [Label("__meta_netbox_status", "active"), Label("__meta_netbox_primary_ip", "192.0.2.7"), Label("__meta_netbox_name", "sw7"), Label("__meta_netbox_site", "ams1"), Label("__meta_netbox_role", "core")];
        var target = Assert.Single(Build(Rules, ["7"], labels));
        Assert.Equal(("sw7", "192.0.2.7"), (target.Instance, target.Address));
        Assert.Equal("{instance=\"sw7\",role=\"core\",site=\"ams1\"}", target.Labels.ToString());
        Assert.Equal(["if_mib", "bgp4"], target.Modules);
        Assert.Equal(TimeSpan.FromSeconds(15), target.Interval);
        Assert.Empty(Build(Rules, ["7"], [Label("__meta_netbox_status", "offline")]));
    }

    [Fact]
    public void Targets_of_a_group_go_different_ways()
    {
        var targets = Build("- {source_labels: [__address__], regex: 'core.*', target_label: __param_auth, replacement: secret}\n- {source_labels: [__address__], regex: 'old.*', action: drop}", ["core1", "old1", "edge1"], [Label("site", "x")]);
        Assert.Equal([("core1", "secret"), ("edge1", "public_v2")], targets.Select(target => (target.Instance, target.Auth)));
        Assert.All(targets, target => Assert.Equal("x", target.Labels.Get("site")));
    }

    [Fact]
    public void Rules_see_the_defaults()
    {
        var target = Assert.Single(Build("- {source_labels: [__param_module, __param_auth, __scrape_interval__, __scrape_timeout__], target_label: seen}", ["sw1"]));
        Assert.Equal("auto;public_v2;1m;1m", target.Labels.Get("seen"));
        Assert.Equal(["auto"], target.Modules);
    }

    [Fact]
    public void A_name_that_nobody_gave_is_the_new_address()
    {
        Assert.Equal("sw1:1161", Assert.Single(Build("- {source_labels: [__address__], target_label: __address__, replacement: '$1:1161'}", ["sw1"])).Instance);
        Assert.Equal("sw1", Assert.Single(Build("- {target_label: x, replacement: y}", ["sw1"], [Label("__address__", "192.0.2.1")])).Instance);
    }

    [Fact]
    public void A_target_without_an_address_is_a_problem_and_no_target()
    {
        var problems = new ConfigurationProblems();
        Assert.Empty(Build("- {target_label: __address__, replacement: ''}", ["sw1"], problems: problems));
        Assert.Equal("targets.yml:1:1: relabelling leaves \"sw1\" without an __address__", problems.ToString());
    }

    private static WrittenLabel Label(string name, string value) => new(name, value, new SourcePosition("targets.yml", 2, 1));

    private static Target[] Build(string rules, string[] targets, WrittenLabel[]? labels = null, ConfigurationProblems? problems = null)
    {
        var found = problems ?? new ConfigurationProblems();
        var group = new TargetGroup([.. targets.Select(target => new WrittenText(target, new SourcePosition("targets.yml", 1, 1)))], labels ?? []);
        Target[] built = [.. new TargetBuilder(new TargetDefaults(), new AllButMissing(), Rules.Valid(rules)).Build(group, found).Select(target => target.Target)];
        if (problems is null) Assert.Equal("", found.ToString());
        return built;
    }
}
