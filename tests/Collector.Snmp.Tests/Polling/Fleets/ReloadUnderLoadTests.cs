using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling.Fleets;

/// <summary>A reload in the midst of polling, in virtual time.</summary>
public sealed class ReloadUnderLoadTests
{
    private const int Targets = 2000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task One_label_of_one_target_of_two_thousand_disturbs_nobody_else()
    {
        await using var engine = new VirtualEngine(PollingFixture.Interfaces);
        Target[] targets = [.. Enumerable.Range(0, Targets).Select(i => PollingFixture.Target($"10.0.{i / 250}.{i % 250 + 1}:161", interval: Interval))];
        foreach (var target in targets) engine.Listen(target.Address, 2);
        await engine.ApplyAsync(engine.Engine.Modules, targets);
        engine.Run(3.5 * Interval);
        var before = engine.Store.TargetArray;
        Assert.Equal(Targets, before.Length);

        targets[777] = targets[777] with { Labels = LabelSet.From([.. targets[777].Labels, new Label("site", "new")]) };
        await engine.ApplyAsync(engine.Engine.Modules, targets);
        engine.Run(3.5 * Interval, () => Assert.Equal(Targets, engine.Store.TargetArray.Length));

        var after = engine.Store.TargetArray;
        for (var i = 0; i < Targets; i++)
        {
            if (before[i].Target.Instance == targets[777].Instance) continue;
            Assert.Same(before[i], after.Single(series => series.Target.Instance == before[i].Target.Instance));
            var starts = before[i].History.Recent().Select(record => record.StartedUnixMs).ToList();
            Assert.InRange(starts.Count, 6, 8);
            Assert.All(starts.Zip(starts.Skip(1)).SkipLast(1), pair => Assert.InRange(pair.First - pair.Second, 9_900, 10_100)); // no poll missed, none late
            Assert.Equal(0, before[i].History.Skipped);
        }

        var changed = after.Single(series => series.Target.Instance == targets[777].Instance);
        Assert.Equal("new", changed.Target.Labels.Get("site"));
        Assert.InRange(changed.History.Finished, 3, 4);
    }
}
