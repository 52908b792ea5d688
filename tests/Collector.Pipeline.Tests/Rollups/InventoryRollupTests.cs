using Collector.Pipeline.Rollups;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Tests.Rollups;

/// <summary>Targets are grouped by what they say of themselves, where nobody wrote it down as a label.</summary>
public sealed class InventoryRollupTests : IDeviceFacts
{
    private readonly Dictionary<string, DeviceFacts> _known = [];
    private int _asked;

    [Fact]
    public void A_target_is_in_the_group_of_its_model_and_its_own_label_goes_first()
    {
        using var fixture = new RollupFixture(this, [.. ReadyMade.Of(RollupPreset.DevicesUp)]);
        RollupFixture.Answer(fixture.Filled.Add("a", ["m"]), isUp: true);
        RollupFixture.Answer(fixture.Filled.Add("b", ["m"], new Label("model", "as written")), isUp: true);
        _known["a"] = _known["b"] = new DeviceFacts("Arista", "DCS-7504", "4.30.1F");

        var results = fixture.Pass();

        Assert.Equal((1, 1), (results["devices_up{model=\"DCS-7504\"}"], results["devices_up{model=\"as written\"}"]));
    }

    [Fact]
    public void A_device_moves_to_its_model_when_it_says_it_and_stays_there_while_it_is_silent()
    {
        using var fixture = new RollupFixture(this, [.. ReadyMade.Of(RollupPreset.DevicesUp)]);
        var device = fixture.Filled.Add("a", ["m"]);
        RollupFixture.Answer(device, isUp: true);
        var before = fixture.Pass();
        _known["a"] = new DeviceFacts("", "mx204", "");
        var after = fixture.Pass();
        _known.Clear();
        RollupFixture.Answer(device, isUp: false);
        var silent = fixture.Pass(TimeSpan.FromHours(1));

        Assert.Equal(1, before["devices_up{}"]);
        Assert.Equal(1, after["devices_up{model=\"mx204\"}"]);
        Assert.DoesNotContain("devices_up{}", after.Keys);
        Assert.Equal((0, 1), (silent["devices_up{model=\"mx204\"}"], silent["devices_up_expected{model=\"mx204\"}"]));
    }

    [Fact]
    public void Who_is_known_is_asked_now_and_then_and_nobody_for_rules_that_do_not_want_to_know()
    {
        using var fixture = new RollupFixture(this, [.. ReadyMade.Of(RollupPreset.DevicesUp)]);
        fixture.Filled.Add("a", ["m"]);
        _known["a"] = new DeviceFacts("", "mx204", "");
        for (var pass = 0; pass < 22; pass++) fixture.Pass(); // eleven minutes
        Assert.Equal(2, _asked);

        using var other = new RollupFixture(this, new RollupRule { Name = "sites", Operation = RollupOperation.Count, Family = RollupNames.Up, By = ["site"] });
        other.Filled.Add("a", ["m"]);
        other.Pass();
        Assert.Equal(2, _asked);
    }

    DeviceFacts? IDeviceFacts.Of(TargetSeries series)
    {
        _asked++;
        return _known.GetValueOrDefault(series.Target.Instance);
    }
}
