using Collector.Snmp.Ber;
using Collector.Snmp.Explaining;
using Collector.Snmp.Modules;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Explaining;

/// <summary>"snmpwalk shows it, the exporter does not": each reason there is, through the real engine.</summary>
public sealed class MetricWordsTests
{
    [Fact]
    public async Task An_instance_that_became_a_series_is_shown_with_its_series()
    {
        var module = await Explained.ModuleAsync("127.39.0.2", new FakeMib(AgentVarbind.Gauge32($"{Root}.1.7", 42)), Options(Metric("m", $"{Root}.1", SnmpMetricType.Gauge, [Index("i")])));

        var metric = module.Metric("m");
        Assert.Equal((MetricState.Shown, 1, 1, (string?)null), (metric.State, metric.Instances, metric.Series, metric.Why));
        Assert.Equal(($"{Root}.1.7", "Gauge32", "42"), (metric.Example!.Oid, metric.Example.Type, metric.Example.Value));
        Assert.Equal(["m{i=\"7\"} 42"], metric.Example.Series);
        Assert.Empty(module.Findings);
    }

    [Fact]
    public async Task A_metric_that_no_walk_and_no_get_covers_was_not_asked_for()
    {
        var module = await Explained.ModuleAsync(
            "127.39.0.4",
            new FakeMib(AgentVarbind.Gauge32($"{Root}.1.7", 42), AgentVarbind.Gauge32($"{Root}.2.7", 43)),
            Options(Metric("m", $"{Root}.1", SnmpMetricType.Gauge, [Index("i")]), Metric("n", $"{Root}.2", SnmpMetricType.Gauge, [Index("i")])) with { Walk = [Oid.Parse($"{Root}.1")] });

        Assert.Equal((MetricState.NotAsked, $"no walk and no get of module test covers {Root}.2"), (module.Metric("n").State, module.Metric("n").Why));
        Assert.Contains(module.Findings, finding => finding.Contains($"n ({Root}.2)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_metric_that_the_agent_does_not_have_was_not_received()
    {
        var options = Options(Metric("m", $"{Root}.1", SnmpMetricType.Gauge, [Index("i")]), Metric("n", $"{Root}.2", SnmpMetricType.Gauge), Metric("o", $"{Root}.3", SnmpMetricType.Gauge))
            with { Walk = [Oid.Parse($"{Root}.1"), Oid.Parse($"{Root}.3")], Get = [Oid.Parse($"{Root}.2.0")] };

        var module = await Explained.ModuleAsync("127.39.0.6", new FakeMib(AgentVarbind.Gauge32($"{Root}.1.7", 42)), options);

        Assert.Equal((MetricState.NotReceived, $"the agent said noSuchInstance of {Root}.2.0"), (module.Metric("n").State, module.Metric("n").Why));
        Assert.Equal((MetricState.NotReceived, $"the agent sent nothing below {Root}.3 in the walk of {Root}.3"), (module.Metric("o").State, module.Metric("o").Why));
    }

    [Fact]
    public async Task A_v1_agent_refuses_a_name_that_it_does_not_have()
    {
        using var agent = FakeAgent.Serving("127.39.0.8", new FakeMib(AgentVarbind.Gauge32($"{Root}.1.0", 42)));
        var options = Options(Metric("m", $"{Root}.1", SnmpMetricType.Gauge), Metric("n", $"{Root}.2", SnmpMetricType.Gauge)) with { Walk = [], Get = [Oid.Parse($"{Root}.1.0"), Oid.Parse($"{Root}.2.0")] };

        var poll = await Explained.PollAsync(agent, options, auth: "public_v1");

        Assert.Equal("1", poll.Version);
        Assert.Equal((MetricState.NotReceived, $"the agent said noSuchName of {Root}.2.0"), (poll.Modules[0].Metric("n").State, poll.Modules[0].Metric("n").Why));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_named_with_what_would_have()
    {
        var mib = new FakeMib(AgentVarbind.Counter64($"{Root}.1.1", 1), AgentVarbind.Text($"{Root}.1.2", "n/a"));

        var module = await Explained.ModuleAsync("127.39.0.10", mib, Options(Metric("m", $"{Root}.1", SnmpMetricType.Counter, [Index("i")])));

        var metric = module.Metric("m");
        var lost = Assert.Single(metric.Lost);
        Assert.Equal((MetricState.PartlyShown, LossReason.Unfit, 1), (metric.State, lost.Reason, lost.Count));
        Assert.Equal(($"{Root}.1.2", "OCTET STRING", "n/a"), (lost.Example.Oid, lost.Example.Type, lost.Example.Value));
        Assert.Equal("the value does not fit: a counter takes whole numbers from 0 on", lost.Example.Why);
    }

    [Fact]
    public async Task A_text_that_a_gauge_takes_for_0_is_no_secret()
    {
        var module = await Explained.ModuleAsync("127.39.0.12", new FakeMib(AgentVarbind.Text($"{Root}.1.2", "12")), Options(Metric("m", $"{Root}.1", SnmpMetricType.Gauge, [Index("i")])));

        var lost = Assert.Single(module.Metric("m").Lost);
        Assert.Equal((LossReason.NotANumber, "m{i=\"2\"} 0"), (lost.Reason, Assert.Single(lost.Example.Series)));
        Assert.Contains("OCTET STRING is no number and counts as 0", module.Findings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_is_hidden_names_the_one_that_is_shown()
    {
        var mib = new FakeMib(
            AgentVarbind.Gauge32($"{Root}.1.1", 1), AgentVarbind.Gauge32($"{Root}.1.2", 2), AgentVarbind.Text($"{Root}.2.1", "same"), AgentVarbind.Text($"{Root}.2.2", "same"));

        var module = await Explained.ModuleAsync(
            "127.39.0.14", mib, Options(Metric("m", $"{Root}.1", SnmpMetricType.Gauge, [Index("i")], Lookup("name", $"{Root}.2", SnmpLookupType.DisplayString, "i"), Remove("i"))));

        var lost = Assert.Single(module.Metric("m").Lost);
        Assert.Equal((LossReason.Duplicate, $"{Root}.1.2", $"{Root}.1.1 has the same labels and is shown instead"), (lost.Reason, lost.Example.Oid, lost.Example.Why));
    }

    [Fact]
    public async Task A_metric_below_another_one_is_shadowed()
    {
        var module = await Explained.ModuleAsync(
            "127.39.0.16", new FakeMib(AgentVarbind.Gauge32($"{Root}.1.2.3", 1)), Options(Metric("m", $"{Root}.1", SnmpMetricType.Gauge, [Index("i")]), Metric("n", $"{Root}.1.2", SnmpMetricType.Gauge, [Index("i")])));

        Assert.Equal((MetricState.Shadowed, $"{Root}.1, above it, takes its instances"), (module.Metric("n").State, module.Metric("n").Why));
    }

    [Fact]
    public async Task A_text_that_no_expression_matches_is_named()
    {
        var extract = Metric("m", $"{Root}.1", SnmpMetricType.DisplayString, [Index("i")]) with
        {
            RegexExtracts = new Dictionary<string, IReadOnlyList<RegexExtractOptions>> { ["_volts"] = [new RegexExtractOptions { Regex = "(.*) V" }] },
        };

        var module = await Explained.ModuleAsync("127.39.0.20", new FakeMib(AgentVarbind.Text($"{Root}.1.1", "3.5 V"), AgentVarbind.Text($"{Root}.1.2", "n/a")), Options(extract));

        var metric = module.Metric("m");
        Assert.Equal((MetricState.PartlyShown, 2, 1), (metric.State, metric.Instances, metric.Series));
        Assert.Equal(["m_volts{i=\"1\"} 3.5"], metric.Example!.Series);
        Assert.Equal("the value does not fit: none of the expressions matches the text and yields a number", Assert.Single(metric.Lost).Example.Why);
    }

    [Fact]
    public async Task An_enumeration_shows_all_its_series()
    {
        var states = Metric("m", $"{Root}.1", SnmpMetricType.EnumAsStateSet, [Index("i")]) with { EnumValues = new Dictionary<long, string> { [1] = "up", [2] = "down" } };

        var module = await Explained.ModuleAsync("127.39.0.18", new FakeMib(AgentVarbind.Integer($"{Root}.1.7", 2)), Options(states));

        Assert.Equal(["m{i=\"7\",m=\"up\"} 0", "m{i=\"7\",m=\"down\"} 1"], module.Metric("m").Example!.Series);
        Assert.Equal(2, module.Series);
    }
}
