using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Interop.Tests.NetSnmp;

/// <summary>Polls of Debian's snmpd with the built-in modules have the values that net-snmp's own client prints.</summary>
public sealed class NetSnmpPollTests(RealSnmpd agent) : IClassFixture<RealSnmpd>
{
    private static readonly SnmpModules Modules = SnmpModulesLoader.Load([], new ConfigurationProblems());

    [Theory]
    [InlineData("1", "system")]
    [InlineData("2c", "system")]
    [InlineData("1", "if_mib")]
    [InlineData("2c", "if_mib")]
    public async Task Every_series_has_the_value_that_snmpwalk_prints(string version, string module)
    {
        var (differences, polled) = await PollBetweenWalksAsync(version, module);

        Assert.True(differences.Count == 0, string.Join('\n', differences.Values));
        Assert.NotEmpty(polled);
    }

    /// <summary>
    /// Loads and free memory move up and down at any moment, so a value may lie outside of what two walks saw. Such a series
    /// must be right in one of a few tries.
    /// </summary>
    [Theory]
    [InlineData("1", "ucd_memory")]
    [InlineData("2c", "ucd_system_stats")]
    [InlineData("2c", "ucd_la_table")]
    [InlineData("1", "hrStorage")]
    [InlineData("2c", "hrSystem")]
    public async Task Every_series_of_a_busy_host_has_the_value_that_snmpwalk_prints(string version, string module)
    {
        var (differences, polled) = await PollBetweenWalksAsync(version, module);
        for (var tries = 1; differences.Count > 0 && tries < 8; tries++)
        {
            var (again, _) = await PollBetweenWalksAsync(version, module);
            differences = differences.Where(one => again.ContainsKey(one.Key)).ToDictionary();
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences.Values));
        Assert.NotEmpty(polled);
    }

    [Fact]
    public async Task What_the_agent_was_told_about_itself_is_in_the_labels()
    {
        await using var polling = PollingFixture.Start(Modules);

        var polled = await polling.Engine.PollOnceAsync(PollingFixture.Target(agent.Endpoint.ToString(), "system"), default);

        var series = SeriesReading.Read(polled).Keys;
        Assert.Contains("""sysDescr{sysDescr="a \"real\" agent \\ of net-snmp"}""", series);
        Assert.Contains("""sysName{sysName="interop.example"}""", series);
        Assert.Contains("""sysObjectID{sysObjectID="1.3.6.1.4.1.8072.3.2.10"}""", series); // netSnmpAgentOIDs.linux
    }

    private async Task<(IReadOnlyDictionary<string, string> Differences, IReadOnlyDictionary<string, double> Polled)> PollBetweenWalksAsync(string version, string module)
    {
        await using var polling = PollingFixture.Start(Modules);
        IReadOnlyDictionary<string, double> polled = new Dictionary<string, double>();
        var differences = await Comparison.BetweenWalksAsync(agent, version, Modules.Modules[module], async () =>
        {
            var target = await polling.Engine.PollOnceAsync(PollingFixture.Target(agent.Endpoint.ToString(), module, version == "1" ? "public_v1" : "public_v2"), default);
            Assert.True(target.History.TryGetLast(out var record));
            Assert.Equal(PollOutcome.Answered, record.Outcome);
            return polled = SeriesReading.Read(target).ToDictionary(pair => SeriesName.Parse(pair.Key), pair => pair.Value, StringComparer.Ordinal);
        });
        return (differences, polled);
    }
}
