namespace Collector.Interop.Tests.SnmpExporter;

/// <summary>
/// <c>/snmp</c> answers as Debian's snmp_exporter 0.21 does over the same device: names, labels, values, types, HELP and order, fact by fact, but for
/// <see cref="KnownDifferences"/>.
/// </summary>
public sealed class SideBySideTests(ComparedServers servers) : IClassFixture<ComparedServers>
{
    [Theory]
    [InlineData("laboratory", "numbers")]
    [InlineData("laboratory", "texts")]
    [InlineData("laboratory", "own_label")]
    [InlineData("laboratory", "bits")]
    [InlineData("laboratory", "dates")]
    [InlineData("laboratory", "siblings")]
    [InlineData("laboratory", "indexes")]
    [InlineData("laboratory", "lldp_index")]
    [InlineData("laboratory", "lookups")]
    [InlineData("laboratory", "inet_lookups")]
    [InlineData("laboratory", "regexes")]
    [InlineData("laboratory", "precedence")]
    [InlineData("laboratory", "filters")]
    [InlineData("switch", "if_mib")]
    [InlineData("switch", "if_names_only")]
    [InlineData("switch", "if_without_index")]
    [InlineData("switch", "system")]
    [InlineData("switch", "system_v1")]
    [InlineData("switch", "entity")]
    [InlineData("switch", "lldp")]
    [InlineData("router", "system")]
    [InlineData("router", "bgp")]
    [InlineData("router", "ip")]
    [InlineData("router", "routes")]
    [InlineData("router", "listeners")]
    [InlineData("router", "vrfs")]
    [InlineData("router", "lldp")]
    [InlineData("server", "host")]
    [InlineData("server", "ucd")]
    [InlineData("server", "extend")]
    public async Task Every_fact_of_the_page_is_the_exporters(string device, string module)
    {
        var query = $"target={servers.Target(device)}&module={module}";
        var theirs = await servers.TheirsAsync(query);
        var ofLegacy = await servers.OfLegacyAsync(query);
        var ofCurrent = await servers.OfCurrentAsync($"{query}&auth={(module == "system_v1" ? "public_v1" : "public_v2")}");

        Assert.Equal(ofLegacy.Facts, ofCurrent.Facts);
        var unexplained = KnownDifference.Unexplained(theirs, ofLegacy, KnownDifferences.Of(module)).ToList();
        Assert.True(unexplained.Count == 0, string.Join('\n', unexplained));
    }

    [Fact]
    public async Task Filtered_rows_are_those_that_the_exporter_gets_one_by_one()
    {
        var target = servers.Target("laboratory");
        var theirs = await servers.TheirsAsync($"target={target}&module=filters");
        var ours = await servers.OfCurrentAsync($"target={target}&module=filtered");

        var unexplained = KnownDifference.Unexplained(theirs, ours, KnownDifferences.Of("filtered")).ToList();
        Assert.True(unexplained.Count == 0, string.Join('\n', unexplained));
        Assert.Contains("labFiltered{row=\"3\"} 53", ours.Facts);
    }
}
