using Collector.Export.Inventory;
using Collector.Pipeline.Rollups;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Testing;
using static Collector.Testing.FilledStore;

namespace Collector.Export.Tests.Inventory;

public sealed class DeviceInventoryTests
{
    private readonly FilledStore _filled = new();

    [Fact]
    public void Entity_mib_says_what_a_chassis_is_made_of()
    {
        var device = Read(InventoryModules.Entity, InventoryModules.EntityRows);

        Assert.Equal("vendor=Arista model=DCS-7504 serial=JPE1 software=4.30.1F", Of(device));
        Assert.Equal(
            [
                "id=1 name=Chassis type=chassis vendor=Arista model=DCS-7504 serial=JPE1 software=4.30.1F description=Chassis with 4 slots",
                "id=7 name=PSU \"A\" type=power_supply parent=1 position=2 serial=PS77 description=Supply in Chassis",
                "id=9 name=Temp type=sensor parent=7 position=0 description=Temperature in PSU \"A\"",
            ],
            Components(device));
    }

    [Fact]
    public void Rollups_are_told_of_devices_that_say_what_they_are_and_of_no_others()
    {
        var known = _filled.Add("r1", ["entity"]);
        _filled.Publish(known, 0, InventoryModules.Entity, InventoryModules.EntityRows);
        var other = _filled.Add("r2", ["if_mib"]);
        _filled.Publish(other, 0, Module("if_mib", 0, Gauge("ifMtu")), ("ifIndex=\"1\"", [1500.0]));
        var facts = new StoredFacts();

        Assert.Equal(new DeviceFacts("Arista", "DCS-7504", "4.30.1F"), facts.Of(known));
        Assert.Null(facts.Of(other));
    }

    [Theory]
    [InlineData("components_component_state_", "")]
    [InlineData("openconfig_components_component_state_", "")]
    [InlineData("openconfig_platform_components_component_state_", "")] // names with their module
    [InlineData("component_", "_info")] // the native scheme
    public void Openconfig_platform_says_the_same(string prefix, string suffix)
    {
        var device = Read(InventoryModules.Platform(prefix, suffix), InventoryModules.PlatformRows);

        Assert.Equal("vendor=Arista model=DCS-7504 serial=JPE2 software=4.31.0F", Of(device));
        Assert.Equal(
            [
                "id=Chassis name=Chassis type=chassis position=Rack 4 vendor=Arista part=DCS-7504 serial=JPE2 description=The box",
                "id=EOS name=EOS type=operating_system parent=Chassis software=4.31.0F in Chassis",
                "id=PowerSupply1 name=PowerSupply1 type=power_supply parent=Chassis position=1 part=PWR-1 serial=PS99 in Chassis",
            ],
            Components(device));
    }

    [Fact]
    public void Tables_of_one_module_come_together_by_component()
    {
        var schema = new ModuleSchema("entity", 0, [new TableSchema([InventoryModules.Text("entPhysicalSerialNum", "entPhysicalSerialNum")]), new TableSchema([Gauge("entPhysicalClass")])]);
        var series = _filled.Add("r1", ["entity"]);
        _filled.PublishTables(series, 0, schema, [("entPhysicalIndex=\"5\",x=\"1\"", ["S5"])], [("entPhysicalIndex=\"5\"", [7.0]), ("entPhysicalIndex=\"6\"", [3.0])]);

        Assert.Equal(["id=5 type=fan serial=S5", "id=6 type=chassis"], Components(Read(series)));
    }

    [Fact]
    public void A_state_set_names_the_type_too_and_a_lookup_of_the_same_name_the_serial()
    {
        var states = new StateSetColumn(new MetricFamily("entPhysicalClass", "", MetricType.Gauge), "entPhysicalClass", new CodeNames(new Dictionary<long, string> { [3] = "chassis", [10] = "port" }));
        var device = Read(Module("entity", 0, states, InventoryModules.Text("entPhysicalSerialNum", null)), ("entPhysicalIndex=\"1\",entPhysicalSerialNum=\"A1\"", [10, "A1"]));

        Assert.Equal(["id=1 type=port serial=A1"], Components(device));
    }

    [Fact]
    public void The_system_group_names_the_device()
    {
        var system = Module("system", 0, InventoryModules.Text("sysName", "sysName"), InventoryModules.Text("sysLocation", "sysLocation"), Gauge("sysUpTime"));

        Assert.Equal("name=core1.ams location=Rack 4", Of(Read(system, ("", ["core1.ams", "Rack 4", 5.0]))));
    }

    [Fact]
    public void A_serial_number_that_came_as_a_number_is_text()
    {
        var schema = Module("platform", 0, Counter("components_component_state_serial_no"), Gauge("components_component_state_temperature_instant"));

        Assert.Equal(["id=c name=c serial=12345"], Components(Read(schema, ("component_name=\"c\"", [12345UL, 40.5]))));
    }

    [Fact]
    public void Components_beyond_the_most_that_are_kept_are_counted()
    {
        var rows = Enumerable.Range(1, DeviceInventory.MaxComponents + 3).Select(i => ($"entPhysicalIndex=\"{i}\"", new object?[] { 8, 0.0, 0.0, $"S{i}", null, null, null })).ToArray();

        var device = Read(InventoryModules.Entity, rows);

        Assert.Equal((DeviceInventory.MaxComponents, 3), (device.Count, device.LeftOut));
        Assert.Equal("S10000", LabelEscaping.Unescape(device[DeviceInventory.MaxComponents - 1, ComponentField.Serial]));
    }

    [Fact]
    public void A_text_is_cut_neither_in_a_character_nor_in_an_escape()
    {
        var device = Read(InventoryModules.Entity, [
            ("entPhysicalIndex=\"1\"", [3, 0.0, 0.0, new string('x', 1023) + "é", null, null, null]),
            ("entPhysicalIndex=\"2\"", [3, 0.0, 0.0, new string('x', 1023) + "\"y", null, null, null]),
        ]);

        Assert.Equal(new string('x', 1023), LabelEscaping.Unescape(device[0, ComponentField.Serial]));
        Assert.Equal(new string('x', 1023), LabelEscaping.Unescape(device[1, ComponentField.Serial]));
    }

    [Fact]
    public void Reading_target_after_target_allocates_nothing()
    {
        var series = _filled.Add("r1", ["entity_mib"]);
        _filled.Publish(series, 0, InventoryModules.Entity, InventoryModules.EntityRows);
        var device = new DeviceInventory();
        device.Read(series);

        Assert.Equal(0, Allocations.InSteadyState(() => device.Read(series)));
    }

    private DeviceInventory Read(ModuleSchema schema, params (string Labels, object?[] Cells)[] rows)
    {
        var series = _filled.Add("r1", [schema.Name]);
        _filled.Publish(series, 0, schema, rows);
        return Read(series);
    }

    private DeviceInventory Read(TargetSeries series)
    {
        var device = new DeviceInventory();
        using var reading = _filled.Store.Epochs.Enter();
        device.Read(series);
        return device;
    }

    private static string Of(DeviceInventory device) => string.Join(' ', Enum.GetValues<DeviceField>()
        .Select(field => (field, Text: LabelEscaping.Unescape(device[field]))).Where(one => one.Text.Length > 0).Select(one => $"{one.field.ToString().ToLowerInvariant()}={one.Text}"));

    private static IEnumerable<string> Components(DeviceInventory device)
    {
        for (var component = 0; component < device.Count; component++)
        {
            var fields = Enum.GetValues<ComponentField>().Select(field => (field, Text: LabelEscaping.Unescape(device[component, field]))).Where(one => one.Text.Length > 0);
            var parent = LabelEscaping.Unescape(device.ParentName(component));
            yield return string.Join(' ', fields.Select(one => $"{one.field.ToString().ToLowerInvariant()}={one.Text}")) + (parent.Length == 0 ? "" : $" in {parent}");
        }
    }
}
