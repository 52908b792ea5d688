using System.Text.Json;
using Collector.Interop.Tests.Peers;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Ber;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Interop.Tests.NetSnmp;

/// <summary>Scheduled polls of Debian's snmpd, with columns side by side and with constants at their own pace: the same series, and fewer requests.</summary>
public sealed class PackedPollTests(SettledSnmpd agent) : IClassFixture<SettledSnmpd>
{
    private static readonly SnmpModules BuiltIn = SnmpModulesLoader.Load([], new ConfigurationProblems());

    [Theory]
    [InlineData("if_mib", true)]
    [InlineData("if_mib", false)]
    [InlineData("hrStorage", true)]
    [InlineData("ucd_diskio", true)]
    public async Task Every_series_has_the_value_that_snmpwalk_prints(string module, bool packs)
    {
        var again = new PolledAgain();
        await using var polling = await StartAsync(BuiltIn.With(SnmpPaces.Off, new SnmpPacking { IsOn = packs }), module, again);
        await again.WaitAsync(3); // from the second one on, columns are read side by side

        var differences = await CompareAsync(module, again);
        for (var tries = 1; differences.Count > 0 && tries < 8; tries++) // loads and free room move up and down at any moment
        {
            var others = await CompareAsync(module, again);
            differences = differences.Where(one => others.ContainsKey(one.Key)).ToDictionary();
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences.Values));
        Assert.NotEmpty(again.Series());
        Assert.Equal((PollOutcome.Answered, WalkEnd.Complete), (again.Last.Outcome, again.Last.Truncated));
    }

    [Fact]
    public async Task Columns_side_by_side_take_fewer_requests_and_constants_are_read_at_their_pace()
    {
        var walked = await SteadyAsync(SnmpPaces.Off, packs: false);
        var packed = await SteadyAsync(SnmpPaces.Off, packs: true);
        var paced = await SteadyAsync(Slowly, packs: true);

        // Four columns of 60 rows and one name behind them, 25 at a time; three of them, at most a frame a reply.
        Assert.Equal((10, 4 * SettledSnmpd.Rows), (walked.Record.Requests, walked.Record.Varbinds));
        Assert.InRange(packed.Record.Requests, 4, 7);
        Assert.Equal(3 * SettledSnmpd.Rows, packed.Record.Varbinds);
        Assert.Equal((2 * SettledSnmpd.Rows) + 1, paced.Record.Varbinds); // and sysUpTime
        Assert.InRange(paced.Record.Requests, 3, packed.Record.Requests);
        foreach (var steady in new[] { walked, packed, paced })
        {
            Assert.Equal(2 * SettledSnmpd.Rows, steady.Series.Count);
            Assert.Equal(1, steady.Series[SeriesName.Parse("""extendLines{token="port07",line="to customer 7"}""")]);
            Assert.Equal(0, steady.Series[SeriesName.Parse("""extendResult{token="port60",line="to customer 60"}""")]);
        }
    }

    [Fact]
    public async Task What_walk_says_of_scheduled_polls_is_what_they_ask()
    {
        var steady = await SteadyAsync(SnmpPaces.Off, packs: true);
        using var folder = new TemporaryFolder();
        var file = folder.Write("snmp.yml", $$"""
            auths: {}
            modules:
              extended:
                walk: [{{SettledSnmpd.Entry}}]
                metrics:
                  - { name: extendLines, oid: {{SettledSnmpd.Entry}}.3, type: gauge, help: h, indexes: [{ labelname: token, type: DisplayString }], lookups: [{ labels: [token], labelname: line, oid: {{SettledSnmpd.Entry}}.1, type: DisplayString }] }
                  - { name: extendResult, oid: {{SettledSnmpd.Entry}}.4, type: gauge, help: h, indexes: [{ labelname: token, type: DisplayString }], lookups: [{ labels: [token], labelname: line, oid: {{SettledSnmpd.Entry}}.1, type: DisplayString }] }
            """);

        var (code, text, errors) = await CollectorProgram.RunAsync("walk", agent.Endpoint.ToString(), "--module", "extended", "--snmp-config", file, "--scheduled", "--json");

        Assert.True(code == 0, errors);
        using var json = JsonDocument.Parse(text);
        Assert.Equal(10, json.RootElement.GetProperty("requests").GetInt32());
        var poll = json.RootElement.GetProperty("scheduled_poll");
        Assert.Equal(("answered", 3 * SettledSnmpd.Rows), (poll.GetProperty("outcome").GetString(), poll.GetProperty("varbinds").GetInt32()));
        Assert.InRange(poll.GetProperty("requests").GetInt32(), steady.Record.Requests, steady.Record.Requests + 1); // replies get fuller with the fourth and fifth
        Assert.All(Assert.Single(poll.GetProperty("modules").EnumerateArray()).GetProperty("requests").EnumerateArray(), request => Assert.Equal("columns", request.GetProperty("kind").GetString()));
    }

    private static SnmpPaces Slowly => new() { Modules = new Dictionary<string, ModulePaceOptions> { ["extended"] = new() { Labels = TimeSpan.FromDays(1) } } };

    private static SnmpModuleOptions Extended => new()
    {
        Name = "extended",
        Walk = [Oid.Parse(SettledSnmpd.Entry)],
        Metrics = [Gauge("extendLines", 3), Gauge("extendResult", 4)],
    };

    private static MetricOptions Gauge(string name, int column) => new()
    {
        Name = name,
        Oid = Oid.Parse($"{SettledSnmpd.Entry}.{column}"),
        Type = SnmpMetricType.Gauge,
        Indexes = [new IndexOptions { LabelName = "token", Type = SnmpIndexType.DisplayString }],
        Lookups = [new LookupOptions { Labels = ["token"], LabelName = "line", Oid = Oid.Parse($"{SettledSnmpd.Entry}.1"), Type = SnmpLookupType.DisplayString }],
    };

    private async Task<(PollRecord Record, IReadOnlyDictionary<string, double> Series)> SteadyAsync(SnmpPaces paces, bool packs)
    {
        var again = new PolledAgain();
        await using var polling = await StartAsync(new SnmpModules([Extended], BuiltIn.Auths.Values).With(paces, new SnmpPacking { IsOn = packs }), "extended", again);
        await again.WaitAsync(5);
        return (again.Last, again.Series());
    }

    private async Task<PollingFixture> StartAsync(SnmpModules modules, string module, PolledAgain observer)
    {
        var polling = PollingFixture.Start(modules, null, observer);
        await polling.Engine.ApplyAsync(new TargetSet([PollingFixture.Target(agent.Endpoint.ToString(), module, interval: TimeSpan.FromSeconds(1))]), modules, default);
        return polling;
    }

    private async Task<IReadOnlyDictionary<string, string>> CompareAsync(string module, PolledAgain again) =>
        await Comparison.BetweenWalksAsync(agent, "2c", BuiltIn.Modules[module], async () =>
        {
            await again.WaitAsync(2); // the first may have begun before the walk
            return again.Series();
        });
}
