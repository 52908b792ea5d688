using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Tests.Targets;

public class TargetSetTests
{
    [Fact]
    public void A_target_is_found_by_its_instance()
    {
        var set = new TargetSet([TestTargets.Of("a"), TestTargets.Of("b")]);
        Assert.Equal("b", set.ByInstance["b"].Address);
        Assert.Equal(["a", "b"], set.Select(target => target.Instance));
    }

    [Fact]
    public void Two_targets_cannot_have_the_same_instance() =>
        Assert.Throws<ArgumentException>(() => new TargetSet([TestTargets.Of("a"), TestTargets.Of("a")]));

    [Fact]
    public void Changes_are_told_by_instance()
    {
        var before = new TargetSet([TestTargets.Of("kept"), TestTargets.Of("gone"), TestTargets.Of("slower")]);
        var after = new TargetSet([TestTargets.Of("new"), TestTargets.Of("slower") with { Interval = TimeSpan.FromMinutes(5) }, TestTargets.Of("kept")]);

        var changes = after.Since(before);

        Assert.Equal("new", Assert.Single(changes.Added).Instance);
        Assert.Equal("gone", Assert.Single(changes.Removed).Instance);
        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(changes.Changed).Interval);
    }

    [Fact]
    public void The_place_where_a_target_is_written_is_not_a_change()
    {
        var before = new TargetSet([TestTargets.Of("a") with { WrittenAt = new("x.yml", 3, 1), Modules = ["if_mib", "ups"] }]);
        var after = new TargetSet([TestTargets.Of("a") with { WrittenAt = new("y.yml", 7, 1), Modules = ["if_mib", "ups"] }]);
        Assert.True(after.Since(before).IsEmpty);
    }

    [Fact]
    public void Everything_that_steers_the_poll_is_a_change()
    {
        var target = TestTargets.Of("a");
        Target[] variants =
        [
            target with { Protocol = "gnmi" },
            target with { Address = "b" },
            target with { Labels = LabelSet.From([new Label("instance", "a"), new Label("site", "x")]) },
            target with { Modules = ["if_mib", "ups"] },
            target with { Auth = "other" },
            target with { Context = "vlan-1" },
            target with { Interval = TimeSpan.FromSeconds(1) },
            target with { Deadline = TimeSpan.FromSeconds(1) },
            target with { PacketTimeout = TimeSpan.FromSeconds(1) },
            target with { Retries = 0 },
        ];
        Assert.All(variants, variant => Assert.NotEqual(target, variant));
    }
}
