using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Modules;
using Collector.Testing;

namespace Collector.Snmp.Tests.Mapping.Cells;

public sealed class EveryMetricTypeTests
{
    private static readonly SnmpModules Modules = SnmpYaml.Valid(EveryMetricType.Yaml);

    [Fact]
    public void The_module_has_them_all() =>
        Assert.Equal(Enum.GetValues<SnmpMetricType>(), Modules.Modules["every_type"].Metrics.Select(metric => metric.Type).Distinct().Order());

    [Fact]
    public void A_poll_of_every_type_allocates_nothing_in_steady_state()
    {
        var module = new MappedModule(ModuleCompiler.Compile(Modules.Modules["every_type"], 0, []));
        var root = Oid.Parse(EveryMetricType.Entry);
        byte[][] replies = [MappedModule.ListOf(Walk(50, 0)), MappedModule.ListOf(Walk(50, 1))];
        var poll = 0;

        void Poll()
        {
            module.Begin();
            module.Walk(root);
            module.Reply(replies[poll++ & 1]);
            module.Publish();
        }

        Poll();
        Poll();
        Assert.Equal(0, Allocations.InSteadyState(Poll));
        Assert.Equal(50 * 24, module.Counts.Taken);
    }

    [Fact]
    public async Task An_agent_that_has_every_type_is_shown_as_snmp_exporter_shows_it()
    {
        var mib = new FakeMib(Walk(1, 0));
        using var agent = FakeAgent.Serving("127.31.9.1", mib);
        await using var fixture = PollingFixture.Start(new SnmpModules(Modules.Modules.Values, [new SnmpAuthOptions { Name = "public_v2" }]));

        var series = await fixture.Engine.PollOnceAsync(PollingFixture.Target(agent.Endpoint.ToString(), "every_type"), CancellationToken.None);

        Assert.Equal(Expected, OneMetric.Lines(SeriesReading.Read(series)));
    }

    private static readonly string[] Expected =
    [
        "a_bare_address{row=\"1\",a_bare_address=\"198.51.100.1\"} 1",
        "a_counter{row=\"1\"} 1000000",
        "a_date{row=\"1\"} 1795345262",
        "a_double{row=\"1\"} 1.25",
        "a_float{row=\"1\"} 1.5",
        "a_gauge{row=\"1\"} -15",
        "a_hinted_string{row=\"1\",a_hinted_string=\"2026-11-22,12:1:2.3,+1:0\"} 1",
        "a_mac{row=\"1\",a_mac=\"00:11:22:33:44:01\"} 1",
        "a_port{row=\"1\",a_port=\"ge-0/0/1\"} 1",
        "a_scaled_counter{row=\"1\"} 8000000",
        "a_sensorAlarms{row=\"1\"} 10",
        "a_sensorCelsius{row=\"1\"} 15",
        "a_state{row=\"1\",a_state=\"down\"} 1",
        "a_state{row=\"1\",a_state=\"testing\"} 0",
        "a_state{row=\"1\",a_state=\"up\"} 0",
        "a_string{row=\"1\",a_string=\"row 1 \\\"quoted\\\"\"} 1",
        "a_text_date{row=\"1\"} 1795345262",
        "a_time{row=\"1\"} 1",
        "an_address{row=\"1\",an_address=\"198.51.100.1\"} 1",
        "an_info_info{row=\"1\",an_info=\"down\"} 1",
        "an_ipv4{row=\"1\",an_ipv4=\"192.0.2.1\"} 1",
        "an_ipv6{row=\"1\",an_ipv6=\"2001:0DB8:0000:0000:0000:0000:0000:0001\"} 1",
        "some_bits{row=\"1\",some_bits=\"first\"} 1",
        "some_bits{row=\"1\",some_bits=\"last\"} 0",
        "some_bits{row=\"1\",some_bits=\"tenth\"} 1",
        "some_octets{row=\"1\",some_octets=\"0x00FF01\"} 1",
    ];

    private static IEnumerable<AgentVarbind> Walk(int rows, int poll) =>
        EveryMetricType.Walk(rows, poll).Select(varbind => new AgentVarbind(Oid.Parse(varbind.Name), varbind.Type, varbind.Content));
}
