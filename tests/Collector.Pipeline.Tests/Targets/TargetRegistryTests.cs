using Collector.Pipeline.Targets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Pipeline.Tests.Targets;

public class TargetRegistryTests
{
    private readonly TargetRegistry _registry = new(NullLogger<TargetRegistry>.Instance);

    [Fact]
    public void A_subscription_begins_with_the_current_set()
    {
        var set = new TargetSet([TestTargets.Of("a")]);
        _registry.Replace(set);

        using var subscription = _registry.Subscribe();

        Assert.True(subscription.Sets.TryRead(out var first));
        Assert.Same(set, first);
        Assert.Same(set, _registry.Current);
    }

    [Fact]
    public void A_slow_subscriber_sees_the_newest_set_only()
    {
        using var subscription = _registry.Subscribe();
        _registry.Replace(new TargetSet([TestTargets.Of("a")]));
        var newest = new TargetSet([TestTargets.Of("b")]);
        _registry.Replace(newest);

        Assert.True(subscription.Sets.TryRead(out var seen));
        Assert.Same(newest, seen);
        Assert.False(subscription.Sets.TryRead(out _));
    }

    [Fact]
    public void A_set_that_means_the_same_is_not_told()
    {
        _registry.Replace(new TargetSet([TestTargets.Of("a")]));
        using var subscription = _registry.Subscribe();
        Assert.True(subscription.Sets.TryRead(out _));

        Assert.False(_registry.Replace(new TargetSet([TestTargets.Of("a")])));

        Assert.False(subscription.Sets.TryRead(out _));
    }

    [Fact]
    public void The_same_targets_are_told_again_when_their_words_mean_something_else()
    {
        _registry.Replace(new TargetSet([TestTargets.Of("a")]) { Definitions = "before" });
        using var subscription = _registry.Subscribe();
        Assert.True(subscription.Sets.TryRead(out _));

        Assert.True(_registry.Replace(new TargetSet([TestTargets.Of("a")]) { Definitions = "after" }));

        Assert.True(subscription.Sets.TryRead(out var seen));
        Assert.Equal("after", seen.Definitions);
    }

    [Fact]
    public async Task A_disposed_subscription_is_over()
    {
        var subscription = _registry.Subscribe();
        subscription.Sets.TryRead(out _);
        subscription.Dispose();
        _registry.Replace(new TargetSet([TestTargets.Of("a")]));

        Assert.False(await subscription.Sets.WaitToReadAsync());
    }
}
