using Collector.Daemon.Endpoints;
using Collector.Pipeline.Rollups.Rules;

namespace Collector.Daemon.Tests.Configuration.Rollups;

public sealed class RollupsReaderTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_that_may_be_written_is_taken()
    {
        var rules = _folder.Load("""
            rollups:
            - name: uplinks
              help: How full uplinks are.
              op: quantile
              quantile: 0.95
              of: rate(ifHCInOctets)
              per: ifHighSpeed
              scale: 0.000008
              by: [site, kind, site]
              matchers: ['kind!=""', role=~edge|core]
              captures: [ { label: ifAlias, regex: '(?P<kind>[a-z]+):.*' } ]
              when: [ifOperStatus == 1]
              interval: 10s
              remember: 2h
              max_groups: 50
            """).Options.Rollups;

        Assert.Empty(_folder.Messages);
        var rule = Assert.Single(rules);
        Assert.Equal(
            "uplinks|How full uplinks are.|Quantile|0.95|10|rate(ifHCInOctets)|ifHighSpeed|8E-06|kind,site|kind!=\"\",role=~\"edge|core\"|ifAlias: (?P<kind>[a-z]+):.*|ifOperStatus == 1|100000000|72000000000|50",
            rule.Text);
    }

    [Fact]
    public void What_the_configuration_page_shows_is_what_was_written()
    {
        const string Written = """
            rollups:
            - { preset: traffic, by: [site] }
            - { preset: hottest_links, k: 3, matchers: ['ifAlias=~"a\\\\.b\"c"'] }
            - { preset: ports_down }
            - { preset: devices_up }
            - { name: q, op: quantile, quantile: 0.5, of: ifMtu, captures: [ { label: ifName, regex: '(?P<slot>\d+)/.*' } ], by: [slot] }
            """;
        var configuration = _folder.Load(Written);
        Assert.Empty(_folder.Messages);

        var shown = ConfigurationYaml.Of(configuration);
        var again = _folder.Load(shown[shown.IndexOf("rollups:", StringComparison.Ordinal)..shown.IndexOf("auths:", StringComparison.Ordinal)]);

        Assert.Empty(_folder.Messages);
        Assert.Equal(7, again.Options.Rollups.Count);
        Assert.Equal(configuration.Options.Rollups.Select(rule => rule.Text), again.Options.Rollups.Select(rule => rule.Text));
    }

    [Fact]
    public void A_preset_is_its_rules_with_what_stands_beside_it()
    {
        var rules = _folder.Load("rollups: [ { preset: hottest_links, k: 5, by: [site], matchers: [site=ams1], interval: 1m } ]").Options.Rollups;

        Assert.Empty(_folder.Messages);
        Assert.Equal(["hottest_links_in_ratio", "hottest_links_out_ratio"], rules.Select(rule => rule.Name));
        Assert.All(rules, rule => Assert.Equal((5, TimeSpan.FromMinutes(1), "site", 1), (rule.Most, rule.Interval, Assert.Single(rule.By), rule.Matchers.Count)));
    }

    [Theory]
    [InlineData("{ op: sum, of: ifMtu }", "3: name is required")]
    [InlineData("{ name: a-b, op: sum, of: ifMtu }", "11: name: \"a-b\" is not a metric's name: letters, digits, _ and :, and no digit first")]
    [InlineData("{ name: collector_x, op: sum, of: ifMtu }", "11: name: \"collector_x\" belongs to the collector itself")]
    [InlineData("{ name: a, of: ifMtu }", "3: op is required")]
    [InlineData("{ name: a, op: summ, of: ifMtu }", "18: op: \"summ\" is not one of sum, max, min, avg, count, quantile, topk; did you mean \"sum\"?")]
    [InlineData("{ name: a, op: sum }", "3: of is required")]
    [InlineData("{ name: a, op: sum, of: 'ifMtu{site=\"x\"}' }", "27: of: \"ifMtu{site=\"x\"}\" is neither a family nor rate(family); conditions on labels stand under matchers")]
    [InlineData("{ name: a, op: quantile, of: ifMtu }", "3: quantile is required: op: quantile needs it, from 0 to 1")]
    [InlineData("{ name: a, op: sum, of: ifMtu, quantile: 0.5 }", "34: unknown key \"quantile\"")]
    [InlineData("{ name: a, op: sum, of: ifMtu, scale: -1 }", "41: scale: it must be more than 0")]
    [InlineData("{ name: a, op: sum, of: ifMtu, by: [a-b] }", "39: by: \"a-b\" is no label name")]
    [InlineData("{ name: a, op: sum, of: ifMtu, matchers: ['a=~\"(\"'] }", "45: matchers: missing closing ): `^(?:()$`")]
    [InlineData("{ name: a, op: sum, of: ifMtu, matchers: [abc] }", "45: matchers: \"abc\" is no matcher; write label=\"value\", or !=, =~, !~ in place of =")]
    [InlineData("{ name: a, op: sum, of: ifMtu, captures: [ { label: b, regex: x } ] }", "46: captures: the expression has no named group; write (?P<name>…) around what is to become a label")]
    [InlineData("{ name: a, op: sum, of: ifMtu, when: [ifMtu] }", "41: when: \"ifMtu\" is no condition; write a family, one of == != <= >= < >, and a number")]
    [InlineData("{ name: a, op: sum, of: ifMtu, interval: 1ms }", "44: interval: 1ms is not between 1s and 1h")]
    [InlineData("{ name: a, op: topk, of: up }", "18: op: up is 0 or 1, so that none of them is the largest")]
    [InlineData("{ preset: trafic }", "13: preset: \"trafic\" is not one of traffic, ports_down, devices_up, hottest_links, gnmi_traffic, gnmi_ports_down, gnmi_hottest_links; did you mean \"traffic\"?")]
    [InlineData("{ preset: traffic, op: sum }", "22: unknown key \"op\"")]
    [InlineData("{ name: a, op: sum, of: ifMtuu }", "3: warning: rollup a: no module has a family ifMtuu; did you mean \"ifMtu\"?")]
    [InlineData("{ name: a, op: sum, of: '*in_octets' }", "3: warning: rollup a: no module has a family *in_octets, and there are no gNMI subscriptions")]
    [InlineData("{ name: a, op: sum, of: 'if*Mtu' }", "27: of: \"if*Mtu\" is neither a family nor rate(family); conditions on labels stand under matchers")]
    [InlineData("{ name: a, op: sum, of: ifHCInOctets }", "3: warning: rollup a: ifHCInOctets is a counter; its growth in a second is rate(ifHCInOctets)")]
    [InlineData("{ name: a, op: sum, of: rate(ifMtu) }", "3: warning: rollup a: ifMtu is no counter, and a rate of it says nothing")]
    [InlineData("{ name: a, op: sum, of: ifPhysAddress }", "3: warning: rollup a: ifPhysAddress is text")]
    [InlineData("{ name: a, op: sum, of: ifMtu, when: [hrStorageUsed > 1] }", "3: warning: rollup a: no module has ifMtu, hrStorageUsed in rows with the same labels")]
    [InlineData("{ name: ifMtu, op: sum, of: ifSpeed }", "3: warning: rollup ifMtu: a module has a family of that name too")]
    public void What_is_wrong_is_told_with_its_place(string rule, string message)
    {
        _folder.Load($"rollups:\n- {rule}");

        Assert.Equal($"collector.yml:2:{message}", Assert.Single(_folder.Messages));
    }

    [Fact]
    public void Two_rules_cannot_make_the_same_family()
    {
        _folder.Load("""
            rollups:
            - { name: a, op: sum, of: ifMtu }
            - { name: a_members, op: sum, of: ifMtu }
            """);

        Assert.Equal("collector.yml:3:3: name: the rollup at line 2 makes a_members already", Assert.Single(_folder.Messages));
    }

    [Fact]
    public void With_subscriptions_nobody_knows_which_families_there_will_be()
    {
        _folder.Load("""
            gnmi: { subscriptions: { s: { paths: [/interfaces], stream-mode: sample } } }
            rollups: [ { name: a, op: sum, of: rate(interfaces_interface_state_counters_in_octets) } ]
            """);

        Assert.Empty(_folder.Messages);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_preset_makes_rules_over_families_that_there_may_be(bool isStreamed)
    {
        var presets = Enum.GetValues<RollupPreset>().Select(preset => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(preset.ToString())).Where(preset => preset.StartsWith("gnmi", StringComparison.Ordinal) == isStreamed);
        _folder.Load($$"""
            {{(isStreamed ? "gnmi: { subscriptions: { s: { paths: [/interfaces], stream-mode: sample } } }" : "")}}
            rollups: [ {{string.Join(", ", presets.Select(preset => $"{{ preset: {preset} }}"))}} ]
            """);

        Assert.Empty(_folder.Messages);
    }
}
