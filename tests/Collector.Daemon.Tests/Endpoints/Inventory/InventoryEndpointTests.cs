using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Targets;
using Collector.Snmp.Modules;
using Collector.Testing;
using static Collector.Testing.FilledStore;

namespace Collector.Daemon.Tests.Endpoints.Inventory;

public sealed class InventoryEndpointTests
{
    // The way a Cisco router fills the table: spaces around serials, a supervisor that knows the software, -1 for no position.
    private const string Router = """
        1.3.6.1.2.1.1.5.0 = STRING: "edge1.ams1"
        [1.3.6.1.2.1.47.1.1.1.1]
        .2.1 = STRING: "Cisco ASR9006 4 Line Card Slot Chassis"
        .2.10 = STRING: "Route Switch Processor"
        .2.11 = STRING: "Power \"A\""
        .4.1 = INTEGER: 0
        .4.10 = INTEGER: 1
        .4.11 = INTEGER: 1
        .5.1 = INTEGER: 3
        .5.10 = INTEGER: 9
        .5.11 = INTEGER: 6
        .6.1 = INTEGER: -1
        .6.10 = INTEGER: 0
        .6.11 = INTEGER: 3
        .7.1 = STRING: "chassis"
        .7.10 = STRING: "0/RSP0"
        .7.11 = STRING: "0/PM0"
        .10.1 = STRING: ""
        .10.10 = STRING: "7.5.2"
        .10.11 = STRING: ""
        .11.1 = STRING: "FOX1 "
        .11.10 = STRING: "FOC2"
        .11.11 = STRING: "=2+5"
        .12.1 = STRING: "Cisco"
        .13.1 = STRING: "ASR-9006"
        """;

    [Fact]
    public async Task What_a_router_says_in_entity_mib_is_its_inventory()
    {
        await using var served = await ServedStore.StartAsync();
        using var agent = FakeAgent.Serving("127.44.1.1", new FakeMib(DeviceWalk.Parse(Router)));
        await using var polling = PollingFixture.Start(SnmpModulesLoader.Load([], new ConfigurationProblems()));
        var target = PollingFixture.Target(agent.Endpoint.ToString()) with { Modules = ["system", "entity_mib"] };
        var polled = await polling.Engine.PollOnceAsync(target, CancellationToken.None);
        served.Filled.Store.Change(new HashSet<Collector.Pipeline.Store.TargetSeries>(), [polled]);

        using var json = JsonDocument.Parse(await served.Client.GetStringAsync("/api/v1/inventory"));

        var device = Assert.Single(json.RootElement.GetProperty("devices").EnumerateArray());
        Assert.Equal(
            """[{"id":"1","name":"chassis","type":"chassis","vendor":"Cisco","model":"ASR-9006","serial":"FOX1","description":"Cisco ASR9006 4 Line Card Slot Chassis"},"""
            + """{"id":"10","name":"0/RSP0","type":"module","parent_id":"1","position":"0","serial":"FOC2","software":"7.5.2","description":"Route Switch Processor","parent":"chassis"},"""
            + """{"id":"11","name":"0/PM0","type":"power_supply","parent_id":"1","position":"3","serial":"=2\u002B5","description":"Power \u0022A\u0022","parent":"chassis"}]""",
            device.GetProperty("components").GetRawText());
        Assert.Equal(
            ("edge1.ams1", "Cisco", "ASR-9006", "FOX1", "7.5.2"),
            (device.GetProperty("name").GetString(), device.GetProperty("vendor").GetString(), device.GetProperty("model").GetString(), device.GetProperty("serial").GetString(), device.GetProperty("software").GetString()));
    }

    [Fact]
    public async Task A_spreadsheet_gets_a_line_for_each_component_and_no_formula()
    {
        await using var served = await ServedStore.StartAsync();
        Fill(served, "r1", "platform", Components, new Label("site", "ams1"));
        Fill(served, "r2", "system", Module("system", 0, Text("sysName", "sysName")), ("", ["=cmd|' /C calc'!A0"]));
        Fill(served, "r3", "if_mib", Module("if_mib", 0, Counter("ifInOctets")), ("", [1UL]));

        using var response = await served.Client.GetAsync("/api/v1/inventory?format=csv");

        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            [
                "instance,site,device_name,device_vendor,device_model,device_serial,device_hardware,device_software,device_location,component_id,component_name,component_type,component_parent,"
                    + "component_position,component_vendor,component_model,component_part,component_serial,component_hardware,component_firmware,component_software,component_description",
                "r1,ams1,,,,JPE2,,,,Chassis,Chassis,chassis,,,,,,JPE2,,,,\"two \"\"lines\"\", and\nmore\"",
                "r1,ams1,,,,JPE2,,,,Psu,Psu,power_supply,Chassis,,,,,'=1+1,,,,'\t@x".Replace('\t', ' '),
                "r2,,'=cmd|' /C calc'!A0,,,,,,,,,,,,,,,,,,,",
                "",
            ],
            (await response.Content.ReadAsStringAsync()).Split("\r\n"));
    }

    [Theory]
    [InlineData("text/csv", "text/csv")]
    [InlineData("text/csv, application/json;q=0.5", "text/csv")]
    [InlineData("application/json, text/csv", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/html, */*;q=0.8", "application/json")]
    public async Task Accept_chooses_the_form(string accept, string expected)
    {
        await using var served = await ServedStore.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/inventory");
        foreach (var type in accept.Split(", ")) request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(type));

        using var response = await served.Client.SendAsync(request);

        Assert.Equal(expected, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Selectors_choose_devices_and_nonsense_is_refused()
    {
        await using var served = await ServedStore.StartAsync();
        Fill(served, "r1", "platform", Components, new Label("site", "ams1"));
        Fill(served, "r2", "platform", Components, new Label("site", "fra2"));

        using var json = JsonDocument.Parse(await served.Client.GetStringAsync("/api/v1/inventory?site=fra2&format=json"));
        using var refused = await served.Client.GetAsync("/api/v1/inventory?format=xml");

        Assert.Equal("r2", Assert.Single(json.RootElement.GetProperty("devices").EnumerateArray()).GetProperty("instance").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    private static ModuleSchema Components { get; } = Module("platform", 0, [.. new[] { "type", "parent", "serial_no", "description" }.Select(leaf => Text($"components_component_state_{leaf}", leaf))]);

    private static TextColumn Text(string family, string label) => new(new MetricFamily(family, "", MetricType.Gauge), label);

    private static void Fill(ServedStore served, string instance, string module, ModuleSchema schema, params Label[] labels) => served.Filled.Publish(
        served.Filled.Add(instance, [module], labels), 0, schema,
        ("component_name=\"Chassis\"", ["CHASSIS", null, "JPE2", "two \"lines\", and\nmore"]), ("component_name=\"Psu\"", ["POWER_SUPPLY", "Chassis", "=1+1", "\t@x"]));

    private static void Fill(ServedStore served, string instance, string module, ModuleSchema schema, (string Labels, object?[] Cells) row) =>
        served.Filled.Publish(served.Filled.Add(instance, [module]), 0, schema, row);
}
