using System.Text.Json;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.NetSnmp;

/// <summary><c>collector walk --explain</c> of Debian's snmpd.</summary>
public sealed class ExplainCommandTests(RealSnmpd agent) : IClassFixture<RealSnmpd>
{
    [Fact]
    public async Task What_snmpwalk_shows_and_the_module_does_not_map_is_found()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("snmp.yml", """
            auths: {}
            modules:
              brief: { walk: [1.3.6.1.2.1.1], metrics: [{ name: sysName, oid: 1.3.6.1.2.1.1.5, type: DisplayString, help: h }, { name: sysLocation, oid: 1.3.6.1.2.1.1.6, type: counter, help: h }] }
            """);

        var (code, json, errors) = await CollectorProgram.RunAsync(
            "walk", agent.Endpoint.ToString(), "--module", "brief", "--snmp-config", file, "--json", "--oid", "1.3.6.1.2.1.1.4.0");

        Assert.True(code == 0, errors);
        using var poll = JsonDocument.Parse(json);
        var module = Assert.Single(poll.RootElement.GetProperty("modules").EnumerateArray());
        var about = module.GetProperty("about");
        Assert.StartsWith("The agent sent 1 instance, and no metric of module brief maps it", about.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.Equal("noc@example.org", about.GetProperty("instances")[0].GetProperty("value").GetString());
        Assert.Contains("system/sysContact", about.GetProperty("mapped_by").EnumerateArray().Select(name => name.GetString()));

        var metrics = module.GetProperty("metrics").EnumerateArray().ToDictionary(metric => metric.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.Equal("""sysName{sysName="interop.example"} 1""", metrics["sysName"].GetProperty("example").GetProperty("series")[0].GetString());
        Assert.Equal("not_shown", metrics["sysLocation"].GetProperty("state").GetString());
        Assert.Equal("rack 7", metrics["sysLocation"].GetProperty("lost")[0].GetProperty("example").GetProperty("value").GetString());
        Assert.StartsWith("left the subtree at 1.3.6.1.2.1.2", module.GetProperty("steps")[0].GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_is_for_people()
    {
        var (code, text, errors) = await CollectorProgram.RunAsync("walk", agent.Endpoint.ToString(), "--module", "system", "--explain");

        Assert.True(code == 0, errors);
        Assert.Contains("Module system: complete", text, StringComparison.Ordinal);
        Assert.Contains("""sysContact{sysContact="noc@example.org"} 1""", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_refused()
    {
        var (code, text, errors) = await CollectorProgram.RunAsync("walk", agent.Endpoint.ToString(), "--module", "system", "--oid", "sysNonsense");

        Assert.Equal((1, ""), (code, text));
        Assert.Contains("sysNonsense is neither an OID nor the name of a metric", errors, StringComparison.Ordinal);
    }
}
