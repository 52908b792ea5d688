using Collector.Snmp.Ber;
using Collector.Snmp.Explaining;
using Collector.Snmp.Modules;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Explaining;

/// <summary>"The device has this OID; where is it?"</summary>
public sealed class OidWordsTests
{
    private static readonly SnmpModuleOptions Options = Modules(
        Metric("m", $"{Root}.1", SnmpMetricType.Counter, [Index("i")], Lookup("name", $"{Root}.2", SnmpLookupType.DisplayString, "i")));

    private static readonly FakeMib Mib = new(
        AgentVarbind.Counter32($"{Root}.1.1", 1), AgentVarbind.Counter32($"{Root}.1.3", 3), AgentVarbind.Text($"{Root}.1.4", "none"),
        AgentVarbind.Text($"{Root}.2.1", "one"), AgentVarbind.Gauge32($"{Root}.3.1", 1), AgentVarbind.Gauge32($"{Root}.3.2", 1));

    [Theory]
    [InlineData("127.39.4.2", ".1.3", "The agent sent 1 instance, and it is shown: m{i=\"3\",name=\"\"} 3")]
    [InlineData("127.39.4.4", ".1", "The agent sent 3 instances, of which 2 are shown. 1.3.6.1.9.1.4 = OCTET STRING none is not: the value does not fit: a counter takes whole numbers from 0 on")]
    [InlineData("127.39.4.6", ".2", "The agent sent 1 instance, and no metric of module test maps it: it is only looked up, as label name")]
    [InlineData("127.39.4.8", ".3", "The agent sent 2 instances, and no metric of module test maps it; the nearest is m 1.3.6.1.9.1; but other/theirs does")]
    [InlineData("127.39.4.10", ".1.2", "The agent sent nothing below 1.3.6.1.9.1.2 in the walk of 1.3.6.1.9 (before it came 1.3.6.1.9.1.1, after it 1.3.6.1.9.1.3)")]
    [InlineData("127.39.4.12", ".7", "The agent sent nothing below 1.3.6.1.9.7 in the walk of 1.3.6.1.9 (before it came 1.3.6.1.9.3.2, after it nothing), and no metric of module test maps it; the nearest is m 1.3.6.1.9.1")]
    public async Task An_OID_has_a_short_answer(string agentAt, string below, string answer)
    {
        var theirs = Modules(Metric("theirs", $"{Root}.3", SnmpMetricType.Gauge)) with { Name = "other" };

        var module = await Explained.ModuleAsync(agentAt, Mib, Options, Root + below, theirs);

        Assert.Equal(answer, module.About!.Answer);
        Assert.Equal([$"the walk of {Root}"], module.About.AskedBy);
    }

    [Fact]
    public async Task An_OID_that_nobody_asks_for_has_that_answer()
    {
        var module = await Explained.ModuleAsync("127.39.4.14", Mib, Options with { Walk = [Oid.Parse($"{Root}.1")] }, $"{Root}.2");

        Assert.Equal("No walk and no get of module test covers 1.3.6.1.9.2, and no metric of module test maps it: it is only looked up, as label name", module.About!.Answer);
        Assert.Empty(module.About.AskedBy);
    }

    [Fact]
    public async Task Instances_are_listed_with_what_they_became()
    {
        var about = (await Explained.ModuleAsync("127.39.4.16", Mib, Options, $"{Root}.1")).About!;

        Assert.Equal(3, about.Received);
        Assert.Equal(["m{i=\"1\",name=\"one\"} 1"], about.Instances[0].Series);
        Assert.Equal((0, "the value does not fit: a counter takes whole numbers from 0 on"), (about.Instances[2].Series.Count, about.Instances[2].Why));
        Assert.Equal(["m"], about.Metrics);
    }

    [Fact]
    public void A_name_stands_for_its_OID()
    {
        Assert.Equal(Oid.Parse($"{Root}.1"), Explainer.Find("m", [Options]));
        Assert.Equal(Oid.Parse($"{Root}.2"), Explainer.Find("name", [Options]));
        Assert.Equal(Oid.Parse($"{Root}.8"), Explainer.Find($".{Root}.8", [Options]));
        Assert.Null(Explainer.Find("nothing", [Options]));
    }

    private static SnmpModuleOptions Modules(params MetricOptions[] metrics) => Mapping.Modules.Options(metrics);
}
