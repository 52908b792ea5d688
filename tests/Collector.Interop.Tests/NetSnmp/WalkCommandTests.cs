using Collector.Interop.Tests.Peers;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Interop.Tests.NetSnmp;

/// <summary><c>collector walk</c> prints, as exposition, what net-snmp's own client prints of Debian's snmpd.</summary>
public sealed class WalkCommandTests(RealSnmpd agent) : IClassFixture<RealSnmpd>
{
    private static readonly SnmpModules Modules = SnmpModulesLoader.Load([], new ConfigurationProblems());

    [Theory]
    [InlineData("1", "system")]
    [InlineData("2c", "system")]
    [InlineData("1", "if_mib")]
    [InlineData("2c", "if_mib")]
    public async Task Every_printed_series_has_the_value_that_snmpwalk_prints(string version, string module)
    {
        IReadOnlyDictionary<string, double> printed = new Dictionary<string, double>();
        var differences = await Comparison.BetweenWalksAsync(agent, version, Modules.Modules[module], async () =>
        {
            var (code, page, errors) = await CollectorProgram.RunAsync("walk", agent.Endpoint.ToString(), "--module", module, "--auth", version == "1" ? "public_v1" : "public_v2");
            Assert.True(code == 0, errors);
            return printed = ExpositionParser.Samples(page).ToDictionary(sample => SeriesName.Of(sample.Name, sample.Labels), sample => sample.Value, StringComparer.Ordinal);
        });

        Assert.True(differences.Count == 0, string.Join('\n', differences.Values));
        Assert.NotEmpty(printed);
    }

    [Fact]
    public async Task A_community_that_the_agent_does_not_know_gets_no_answer_and_an_exit_code()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("snmp.yml", """
            auths: { wrong: { version: 2, community: guessed } }
            modules: { brief: { get: [1.3.6.1.2.1.1.3.0], timeout: 100ms, retries: 0, metrics: [{ name: sysUpTime, oid: 1.3.6.1.2.1.1.3, type: gauge, help: h }] } }
            """);

        var (code, page, errors) = await CollectorProgram.RunAsync("walk", agent.Endpoint.ToString(), "--module", "brief", "--auth", "wrong", "--snmp-config", file);

        Assert.Equal(1, code);
        Assert.Empty(page);
        Assert.Contains("wrong's community", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("guessed", errors, StringComparison.Ordinal);
    }
}
