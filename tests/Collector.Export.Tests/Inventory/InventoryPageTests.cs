using Collector.Export.Exposition;
using Collector.Export.Exposition.Requests;
using Collector.Export.Inventory;
using Collector.Export.Tests.Exposition;
using Collector.Pipeline.Targets;
using Collector.Testing;
using static Collector.Testing.FilledStore;

namespace Collector.Export.Tests.Inventory;

public sealed class InventoryPageTests
{
    private readonly FilledStore _filled = new();

    [Fact]
    public async Task Devices_and_their_components_are_info_metrics()
    {
        _filled.Publish(_filled.Add("r1", ["entity_mib"], new Label("site", "ams1")), 0, InventoryModules.Entity, InventoryModules.EntityRows);
        _filled.Publish(_filled.Add("r2", ["platform"], new Label("model", "mine")), 0, InventoryModules.Platform(), InventoryModules.PlatformRows);
        _filled.Publish(_filled.Add("r3", ["if_mib"]), 0, Module("if_mib", 0, Counter("ifInOctets")), ("ifIndex=\"1\"", [1UL]));

        var page = await Pages.ModulesAsync(_filled.Store);

        Assert.Equal(
            [
                "component_info{id=\"1\",instance=\"r1\",model=\"DCS-7504\",name=\"Chassis\",serial=\"JPE1\",site=\"ams1\",software=\"4.30.1F\",type=\"chassis\",vendor=\"Arista\"}",
                "component_info{id=\"7\",instance=\"r1\",name=\"PSU \"A\"\",parent=\"Chassis\",position=\"2\",serial=\"PS77\",site=\"ams1\",type=\"power_supply\"}",
                "component_info{id=\"Chassis\",instance=\"r2\",model=\"mine\",name=\"Chassis\",part=\"DCS-7504\",position=\"Rack 4\",serial=\"JPE2\",type=\"chassis\",vendor=\"Arista\"}",
                "component_info{id=\"EOS\",instance=\"r2\",model=\"mine\",name=\"EOS\",parent=\"Chassis\",software=\"4.31.0F\",type=\"operating_system\"}",
                "component_info{id=\"PowerSupply1\",instance=\"r2\",model=\"mine\",name=\"PowerSupply1\",parent=\"Chassis\",part=\"PWR-1\",position=\"1\",serial=\"PS99\",type=\"power_supply\"}",
                "device_info{instance=\"r1\",model=\"DCS-7504\",serial=\"JPE1\",site=\"ams1\",software=\"4.30.1F\",vendor=\"Arista\"}",
                "device_info{exported_model=\"DCS-7504\",instance=\"r2\",model=\"mine\",serial=\"JPE2\",software=\"4.31.0F\",vendor=\"Arista\"}",
            ],
            ExpositionParser.Samples(page).Where(sample => sample.Name is "component_info" or "device_info").Select(sample => sample.Series));
        Assert.All(ExpositionParser.Samples(page).Where(sample => InventoryPage.Names.Contains(sample.Name)), sample => Assert.Equal("1", sample.Text));
        ExpositionParser.ParseOpenMetrics(await Pages.ModulesAsync(_filled.Store, new PageRequest { Format = ExpositionFormat.OpenMetrics, Timestamps = true }));
    }

    [Fact]
    public async Task A_module_that_has_such_a_metric_keeps_it()
    {
        var series = _filled.Add("r1", ["entity_mib", "mine"]);
        _filled.Publish(series, 0, InventoryModules.Entity, InventoryModules.EntityRows);
        _filled.Publish(series, 1, Module("mine", 2, Gauge("device_info")), ("rack=\"4\"", [1.0]));

        var samples = ExpositionParser.Samples(await Pages.ModulesAsync(_filled.Store));

        Assert.Equal("device_info{instance=\"r1\",rack=\"4\"}", Assert.Single(samples, sample => InventoryPage.Names.Contains(sample.Name)).Series);
    }

    [Fact]
    public async Task Large_inventories_come_in_pieces_and_say_what_they_leave_out()
    {
        var rows = Enumerable.Range(1, DeviceInventory.MaxComponents + 3).Select(i => ($"entPhysicalIndex=\"{i}\"", new object?[] { 8, 0.0, 0.0, $"S{i}", null, null, null })).ToArray();
        _filled.Publish(_filled.Add("r1", ["entity_mib"]), 0, InventoryModules.Entity, rows);

        var samples = ExpositionParser.Samples(await Pages.ModulesAsync(_filled.Store));

        Assert.Equal(DeviceInventory.MaxComponents, samples.Count(sample => sample.Name == "component_info"));
        Assert.Equal(3, Assert.Single(samples, sample => sample.Name == "collector_inventory_components_left_out").Value);
        Assert.Single(samples, sample => sample.Name == "device_info"); // what stands in nothing is taken for the device
    }

    [Fact]
    public void Every_family_is_in_the_reference()
    {
        var reference = Docs.Read("metrics.md");
        foreach (var name in new[] { "component_info", "device_info", "collector_inventory_components_left_out" })
            Assert.Contains($"| `{name}` | gauge |", reference, StringComparison.Ordinal);
    }
}
