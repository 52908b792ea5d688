using Collector.Snmp.Ber;
using Collector.Snmp.Explaining;
using Collector.Snmp.Modules;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Explaining;

/// <summary>Where a label was looked up, and what was there.</summary>
public sealed class LookupWordsTests
{
    private static readonly SnmpModuleOptions Named = Options(
        Metric("m", $"{Root}.1", SnmpMetricType.Gauge, [Index("i")], Lookup("name", $"{Root}.2", SnmpLookupType.DisplayString, "i")),
        Metric("n", $"{Root}.3", SnmpMetricType.Gauge, [Index("i")], Lookup("name", $"{Root}.2", SnmpLookupType.DisplayString, "i")));

    [Fact]
    public async Task A_label_that_was_found_says_where()
    {
        var module = await Explained.ModuleAsync("127.39.2.2", new FakeMib(AgentVarbind.Gauge32($"{Root}.1.7", 1), AgentVarbind.Text($"{Root}.2.7", "core")), Named);

        var lookup = Assert.Single(module.Lookups);
        Assert.Equal(("name", $"{Root}.2", 1, 1), (lookup.Label, lookup.Oid, lookup.Rows, lookup.Found));
        Assert.Equal(["m", "n"], lookup.Metrics);
        Assert.Equal(new InstanceExplanation($"{Root}.2.7", "OCTET STRING", "core"), lookup.Example! with { Series = new InstanceExplanation("", "", "").Series });
        Assert.Null(lookup.MissingOid);
    }

    [Fact]
    public async Task A_row_that_is_not_there_is_named()
    {
        var mib = new FakeMib(AgentVarbind.Gauge32($"{Root}.1.7", 1), AgentVarbind.Gauge32($"{Root}.1.8", 1), AgentVarbind.Text($"{Root}.2.7", "core"));

        var module = await Explained.ModuleAsync("127.39.2.4", mib, Named);

        var lookup = Assert.Single(module.Lookups);
        Assert.Equal((2, 1, $"{Root}.2.8"), (lookup.Rows, lookup.Found, lookup.MissingOid));
        Assert.Equal($"no {Root}.2.8 was received, though other instances of {Root}.2 were", lookup.Why);
        Assert.Contains(module.Findings, finding => finding.StartsWith("Label name is empty in 1 of 2 rows of m, n: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_object_that_nobody_walks_is_the_reason()
    {
        var mib = new FakeMib(AgentVarbind.Gauge32($"{Root}.1.7", 1), AgentVarbind.Text($"{Root}.2.7", "core"));

        var module = await Explained.ModuleAsync("127.39.2.6", mib, Named with { Walk = [Oid.Parse($"{Root}.1")] });

        Assert.Equal($"no walk and no get of module test covers {Root}.2", Assert.Single(module.Lookups).Why);
    }

    [Fact]
    public async Task A_lookup_in_another_table_names_the_index_that_it_looked_for()
    {
        var options = Options(Metric("m", $"{Root}.1", SnmpMetricType.Gauge, [Index("chassis"), Index("slot")], Lookup("name", $"{Root}.2.1", SnmpLookupType.DisplayString, "slot")));

        var module = await Explained.ModuleAsync("127.39.2.8", new FakeMib(AgentVarbind.Gauge32($"{Root}.1.1.9", 1), AgentVarbind.Text($"{Root}.2.1.8", "eight")), options);

        Assert.Equal($"{Root}.2.1.9", Assert.Single(module.Lookups).MissingOid);
    }
}
