using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints;
using Collector.Gnmi.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Tests.Configuration;

/// <summary>The <c>gnmi</c> section among the others: targets of all sources, checks, what a reload compares, what <c>/config</c> shows.</summary>
public sealed class GnmiConfigurationTests : IDisposable
{
    private const string Gnmi = """
        gnmi:
          password: not-to-be-seen
          subscriptions: { ifc: { paths: [/interfaces] }, bgp: { paths: [/bgp], stream-mode: on-change } }
          targets:
            edge1: { address: "192.0.2.1:9339", token: not-to-be-seen-either, event-tags: { site: ams1 } }
            edge2: { subscriptions: [bgp], metadata: { key: nor-this } }

        """;

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Targets_of_gnmic_and_of_prometheus_are_one_set()
    {
        var loaded = _folder.Load(Gnmi + """
            targets:
              static:
              - { targets: ["127.0.0.1"] }
              - { targets: [edge3], labels: { __protocol__: gnmi, __address__: "192.0.2.3:1", rack: 12 } }
            """);

        Assert.Empty(_folder.Messages);
        Assert.Equal(["127.0.0.1", "edge3", "edge1", "edge2"], loaded.StaticTargets.Select(target => target.Instance));
        var (edge1, edge2, edge3) = (loaded.StaticTargets.ByInstance["edge1"], loaded.StaticTargets.ByInstance["edge2"], loaded.StaticTargets.ByInstance["edge3"]);
        Assert.Equal(("gnmi", "192.0.2.1:9339", "edge1", "{instance=\"edge1\",site=\"ams1\"}"), (edge1.Protocol, edge1.Address, edge1.Auth, edge1.Labels.ToString()));
        Assert.Equal(["ifc", "bgp"], edge1.Modules);
        Assert.Equal(["bgp"], edge2.Modules);
        Assert.Equal(["ifc", "bgp"], edge3.Modules);
        Assert.Equal("", edge3.Auth);
    }

    [Fact]
    public void Each_target_has_its_entry_and_a_found_one_the_defaults()
    {
        var loaded = _folder.Load(Gnmi + "targets: { static: [ { targets: [\"[2001:db8::1]\"], labels: { __protocol__: gnmi } }, { targets: [lent], labels: { __protocol__: gnmi, __param_auth: edge1 } } ] }");

        var options = loaded.Definitions.Gnmi;
        var own = options.OptionsOf(loaded.StaticTargets.ByInstance["edge1"]);
        var found = options.OptionsOf(loaded.StaticTargets.ByInstance["[2001:db8::1]"]);
        var lent = options.OptionsOf(loaded.StaticTargets.ByInstance["lent"]);
        Assert.Same(options.Targets["edge1"], own);
        Assert.Equal(("[2001:db8::1]", "[2001:db8::1]:57400", "not-to-be-seen", null), (found.Name, found.Addresses[0], found.Password!.Reveal(), found.Token));
        Assert.Equal(("lent", "lent:57400", "not-to-be-seen-either"), (lent.Name, lent.Addresses[0], lent.Token!.Reveal()));
    }

    [Theory]
    [InlineData("{ targets: [x], labels: { __protocol__: gnmi, __subscriptions__: ifs } }", "there is no subscription \"ifs\"; did you mean \"ifc\"?")]
    [InlineData("{ targets: [x], labels: { __protocol__: gnmi, __param_auth: edge } }", "there is no target \"edge\" in the gnmi section; did you mean \"edge1\"?")]
    [InlineData("{ targets: ['x:y'], labels: { __protocol__: gnmi } }", "\"x:y\": y is not a port")]
    [InlineData("{ targets: ['x:1,'], labels: { __protocol__: gnmi, __address__: 'a b' } }", "\"a b\" is not a host or an address, such as edge1, edge1:57400 or [2001:db8::1]:57400")]
    [InlineData("{ targets: [edge1] }", "target \"edge1\" is already at")]
    public void A_target_that_cannot_be_collected_from_is_told_with_its_place(string group, string problem)
    {
        _folder.Load(Gnmi + $"targets: {{ static: [ {group} ] }}");

        var error = Assert.Single(_folder.Problems);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal(ProblemSeverity.Error, error.Severity);
        Assert.InRange(error.Position.Line, 5, 7);
    }

    [Fact]
    public void A_target_without_any_subscription_is_an_error()
    {
        _folder.Load("gnmi: { targets: { edge1: } }");

        Assert.Equal("collector.yml:1:20: a gNMI target needs subscriptions, and there are none in the gnmi section", Assert.Single(_folder.Messages));
    }

    [Fact]
    public void A_broken_section_is_not_told_of_twice()
    {
        _folder.Load("gnmi: { subscriptions: { a: { paths: ['/a['] } }, targets: { edge1: { subscriptions: [a] } } }");

        Assert.Single(_folder.Messages);
    }

    [Fact]
    public void A_file_of_gnmics_is_taken_as_it_is()
    {
        _folder.Write("gnmic/gnmic.yml", """
            username: admin
            tls-ca: ca.pem
            targets: { edge1: { address: 192.0.2.1 } }
            subscriptions: { ifc: { paths: [/interfaces] } }
            outputs: { prom: { type: prometheus, metric-prefix: gnmic, strings-as-labels: true } }
            unheard-of: 1
            """);
        _folder.Write("gnmic/ca.pem", "-");

        var loaded = _folder.Load("gnmi: { config_files: [gnmic/gnmic.yml], subscriptions: { own: { paths: [/a] } }, targets: { edge2: } }");

        Assert.Equal("gnmic/gnmic.yml:6:1: warning: unknown key \"unheard-of\"", Assert.Single(_folder.Messages));
        var options = loaded.Definitions.Gnmi;
        Assert.Equal(["ifc"], loaded.StaticTargets.ByInstance["edge1"].Modules);
        Assert.Equal(["own"], loaded.StaticTargets.ByInstance["edge2"].Modules);
        Assert.Equal(("gnmic", true), (options.Mapping.MetricPrefix, options.Mapping.StringsAsLabels));
        Assert.Equal(_folder["gnmic/ca.pem"], options.Targets["edge1"].Tls.CaFile);
        Assert.Equal("admin", options.Defaults.Username!.Reveal());
    }

    [Fact]
    public void The_same_subscription_in_two_places_is_an_error()
    {
        _folder.Write("a.yml", "subscriptions: { ifc: { paths: [/a] } }");

        _folder.Load("gnmi: { config_files: [a.yml], subscriptions: { ifc: { paths: [/a] } } }");

        Assert.Equal("collector.yml:1:49: subscription ifc is already at a.yml:1:18", Assert.Single(_folder.Messages));
    }

    [Fact]
    public void What_config_shows_means_the_same_and_has_no_secrets()
    {
        _folder.Write("gnmic.yml", """
            address: [edge4]
            gzip: true
            subscriptions: { c: { prefix: "oc:/x", mode: once, encoding: bytes }, d: { stream-subscriptions: [ { paths: [/a] }, { paths: ["/b[k=\\]]"], stream-mode: sample, sample-interval: 10s } ] } }
            """);
        var loaded = _folder.Load(Gnmi.Replace("gnmi:\n", "gnmi:\n  config_files: [gnmic.yml]\n  tls-min-version: 1.2\n  mapping: { metric-prefix: p, rules: [ { path: /a/*, type: gauge, unit: octets, values: { UP: 1 } }, { path: b, text: state-set, states: [X, Y] } ], list-keys: { if: [name] }, labels: { descr: /a/b } }\n", StringComparison.Ordinal));
        Assert.Empty(_folder.Messages);

        var shown = ConfigurationYaml.Of(loaded);
        Assert.DoesNotContain("not-to-be-seen", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("nor-this", shown, StringComparison.Ordinal);
        using var again = new ConfigurationFolder();
        var read = again.Load(shown[..(shown.IndexOf("\nauths:", StringComparison.Ordinal) + 1)]).Definitions.Gnmi;

        Assert.Empty(again.Messages);
        Assert.Equal(Shown(loaded.Definitions.Gnmi), Shown(read));
        Assert.Equal(loaded.Definitions.Gnmi.Mapping, read.Mapping);
        Assert.Equal(2, read.Mapping.Rules.Count);
    }

    [Fact]
    public void A_connection_is_the_same_as_long_as_it_says_the_same()
    {
        var one = _folder.Load(Gnmi).Definitions.Gnmi.Targets["edge2"];
        var other = _folder.Load("# moved down\n" + Gnmi).Definitions.Gnmi.Targets["edge2"];
        var changed = _folder.Load(Gnmi.Replace("nor-this", "changed", StringComparison.Ordinal)).Definitions.Gnmi.Targets["edge2"];

        Assert.True(SameTarget.Is(one, other));
        Assert.False(SameTarget.Is(one, changed));
    }

    private static string Shown(GnmiOptions options)
    {
        using var text = new StringWriter();
        GnmiOptionsWriter.Write(options, new YamlWriter(text));
        return text.ToString();
    }
}
