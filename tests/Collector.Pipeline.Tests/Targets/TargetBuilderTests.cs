using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Tests.Targets;

public class TargetBuilderTests
{
    private readonly ConfigurationProblems _problems = new();

    private List<WrittenTarget> Build(string yaml, TargetDefaults? defaults = null)
    {
        var groups = TargetGroupReader.ReadFile(System.Text.Encoding.UTF8.GetBytes(yaml), "t.yml", _problems);
        var builder = new TargetBuilder(defaults ?? new TargetDefaults(), new AllButMissing());
        return [.. groups.SelectMany(group => builder.Build(group, _problems))];
    }

    private Target BuildOne(string yaml, TargetDefaults? defaults = null) => Assert.Single(Build(yaml, defaults)).Target;

    [Fact]
    public void A_target_without_labels_gets_the_defaults()
    {
        var target = BuildOne("- targets: [192.0.2.1]", new TargetDefaults { Auth = "ro", Modules = ["a", "b"], Retries = 1 });

        Assert.Equal(("192.0.2.1", "192.0.2.1", "snmp", "ro", ""), (target.Instance, target.Address, target.Protocol, target.Auth, target.Context));
        Assert.Equal("{instance=\"192.0.2.1\"}", target.Labels.ToString());
        Assert.Equal(["a", "b"], target.Modules);
        Assert.Equal((TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60)), (target.Interval, target.Deadline));
        Assert.Equal((TimeSpan.FromSeconds(5), 1), (target.PacketTimeout, target.Retries));
        Assert.Equal("t.yml:1", target.Origin);
        Assert.Empty(_problems);
    }

    [Fact]
    public void Steering_labels_steer_and_are_not_stamped()
    {
        var target = BuildOne("""
            - targets: [core1]
              labels:
                site: ams1
                rack: 12
                __address__: tcp://192.0.2.1:1161
                __param_module: if_mib, ups,if_mib
                __param_auth: ro
                __param_snmp_context: vlan-7
                __scrape_interval__: 5m
                __scrape_timeout__: 90s
                __request_gap__: 20ms
                __requests_in_flight__: 1
                __backoff__: 10
                __protocol__: snmp
                __meta_netbox_id: "4711"
            """);

        Assert.Equal(("core1", "tcp://192.0.2.1:1161", "ro", "vlan-7"), (target.Instance, target.Address, target.Auth, target.Context));
        Assert.Equal(["if_mib", "ups"], target.Modules);
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(90)), (target.Interval, target.Deadline));
        Assert.Equal(new RequestLimits { Gap = TimeSpan.FromMilliseconds(20), InFlight = 1, Backoff = 10 }, target.Limits);
        Assert.Equal("{instance=\"core1\",rack=\"12\",site=\"ams1\"}", target.Labels.ToString());
        Assert.Empty(_problems);
    }

    [Fact]
    public void A_given_instance_names_the_target()
    {
        var target = BuildOne("- { targets: [192.0.2.1], labels: { instance: core1 } }");
        Assert.Equal(("core1", "192.0.2.1", "core1"), (target.Instance, target.Address, target.Labels.Get("instance")));
    }

    [Fact]
    public void An_empty_label_is_no_label() =>
        Assert.Equal("public_v2", BuildOne("- { targets: [a], labels: { __param_auth: '', site: '' } }").Auth);

    [Fact]
    public void The_deadline_follows_the_interval_of_the_target() =>
        Assert.Equal(TimeSpan.FromSeconds(15), BuildOne("- { targets: [a], labels: { __scrape_interval__: 15s } }").Deadline);

    [Theory]
    [InlineData("- { targets: [a], labels: { __scrape_interval__: 15 } }", "__scrape_interval__: \"15\" is not a duration such as 30s, 1m30s or 500ms")]
    [InlineData("- { targets: [a], labels: { __scrape_interval__: 1ms } }", "__scrape_interval__: 1ms is shorter than 100ms")]
    [InlineData("- { targets: [a], labels: { __request_gap__: 20 } }", "__request_gap__: \"20\" is not a duration such as 30s, 1m30s or 500ms")]
    [InlineData("- { targets: [a], labels: { __request_gap__: 2m } }", "__request_gap__: 2m is longer than 1m")]
    [InlineData("- { targets: [a], labels: { __requests_in_flight__: 0 } }", "__requests_in_flight__: \"0\" is not a number from 1 to 64")]
    [InlineData("- { targets: [a], labels: { __backoff__: often } }", "__backoff__: \"often\" is not a number from 1 to 100")]
    [InlineData("- { targets: [a], labels: { __protocol__: gnmic } }", "__protocol__: \"gnmic\" is not a protocol; there are snmp and gnmi")]
    [InlineData("- { targets: ['  '] }", "a target needs an address")]
    [InlineData("- { targets: [a], labels: { __param_module: missing } }", "no module \"missing\"")]
    public void A_target_that_cannot_be_polled_is_refused_and_reported(string yaml, string problem)
    {
        Assert.DoesNotContain(Build(yaml), target => target.IsAccepted);
        var error = Assert.Single(_problems);
        Assert.Equal((ProblemSeverity.Error, problem, 1), (error.Severity, error.Message, error.Position.Line));
    }

    [Fact]
    public void A_deadline_longer_than_the_interval_is_a_warning()
    {
        Build("- { targets: [a], labels: { __scrape_timeout__: 61s } }");
        Assert.Equal("t.yml:1:49: warning: a poll may take 1m1s, longer than the interval of 1m", Assert.Single(_problems).ToString());
    }

    [Theory]
    [InlineData("__param_modul")]
    [InlineData("__scrape_intervall__")]
    [InlineData("__subscription__")]
    [InlineData("__subscriptions__")]
    public void A_label_that_only_looks_as_if_it_steers_is_a_warning(string name)
    {
        Assert.Single(Build($"- {{ targets: [a], labels: {{ {name}: x }} }}"));
        Assert.Equal(ProblemSeverity.Warning, Assert.Single(_problems).Severity);
    }

    [Fact]
    public void A_gnmi_target_has_subscriptions_and_no_interval()
    {
        var target = BuildOne("""
            - targets: [core1]
              labels: { site: ams1, __protocol__: gnmi, __address__: "192.0.2.1:9339", __subscriptions__: "ifc, bgp,ifc", __param_auth: lab }
            """, new TargetDefaults { Subscriptions = ["all"] });

        Assert.Equal(("gnmi", "core1", "192.0.2.1:9339", "lab"), (target.Protocol, target.Instance, target.Address, target.Auth));
        Assert.Equal(["ifc", "bgp"], target.Modules);
        Assert.Equal("{instance=\"core1\",site=\"ams1\"}", target.Labels.ToString());
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (target.Interval, target.Deadline));
        Assert.Empty(_problems);
    }

    [Fact]
    public void A_gnmi_target_is_not_changed_by_the_defaults_of_polls()
    {
        const string Yaml = "- { targets: [core1], labels: { __protocol__: gnmi } }";
        var one = BuildOne(Yaml, new TargetDefaults { Subscriptions = ["a", "b"] });
        var other = BuildOne(Yaml, new TargetDefaults { Subscriptions = ["a", "b"], Auth = "x", Modules = ["y"], Interval = TimeSpan.FromSeconds(7), Retries = 9 });

        Assert.Equal(["a", "b"], one.Modules);
        Assert.Equal("", one.Auth);
        Assert.Equal(one, other);
    }

    [Theory]
    [InlineData("__param_module")]
    [InlineData("__param_snmp_context")]
    [InlineData("__scrape_interval__")]
    public void A_label_for_polls_is_a_warning_on_a_gnmi_target(string name)
    {
        Assert.Single(Build($"- {{ targets: [a], labels: {{ __protocol__: gnmi, {name}: x }} }}"));
        Assert.Equal($"t.yml:1:{51 + name.Length}: warning: {name} has no effect on gnmi targets", Assert.Single(_problems).ToString());
    }

    [Fact]
    public void A_wrong_label_is_one_problem_and_not_one_a_target()
    {
        Assert.Empty(Build("- { targets: [a, b, c], labels: { __scrape_interval__: soon } }"));
        Assert.Single(_problems);
    }

    [Fact]
    public void A_wrong_default_is_reported_where_it_is_written()
    {
        var at = new SourcePosition("collector.yml", 3, 7);
        Build("- targets: [a]", new TargetDefaults { Modules = ["missing"], ModulesAt = at });
        Assert.Equal(at, Assert.Single(_problems).Position);
    }
}
