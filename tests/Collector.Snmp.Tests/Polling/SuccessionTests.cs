using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Modules;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling;

/// <summary>What a scrape sees of targets while their definition changes.</summary>
public sealed class SuccessionTests : IAsyncDisposable
{
    private const string Agent = "192.0.2.1:161";
    private const string Other = "192.0.2.2:161";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly SnmpModules _modules = PollingFixture.Interfaces;
    private readonly VirtualEngine _engine = new(PollingFixture.Interfaces);

    public SuccessionTests()
    {
        _engine.Listen(Agent, 3);
        _engine.Listen(Other, 5);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task A_reload_that_says_the_same_in_other_words_disturbs_nobody()
    {
        await _engine.ApplyAsync(_modules, Named(Agent), Named(Other));
        _engine.Run(3.5 * Interval);
        var before = _engine.Store.TargetArray;

        await _engine.ApplyAsync(Rewritten(_modules), Named(Agent), Named(Other));
        Assert.Equal(before, _engine.Store.TargetArray);
        _engine.Run(4 * Interval);

        Assert.Equal(before, _engine.Store.TargetArray);
        foreach (var series in before)
        {
            var starts = series.History.Recent().Select(record => record.StartedUnixMs).ToList();
            Assert.InRange(starts.Count, 7, 9);
            Assert.All(starts.Zip(starts.Skip(1)).SkipLast(1), pair => Assert.InRange(pair.First - pair.Second, 9_999, 10_001)); // at its phase all the time
            Assert.Equal(0, series.History.Skipped);
        }
    }

    [Fact]
    public async Task New_labels_take_the_place_of_old_ones_when_the_first_poll_is_over()
    {
        await _engine.ApplyAsync(_modules, Named(Agent, "old"), Named(Other, "old"));
        _engine.Run(2 * Interval);
        var before = _engine.Page;

        await _engine.ApplyAsync(_modules, Named(Agent, "new"), Named(Other, "old"));
        Assert.Equal(before, _engine.Page);

        var pages = Watch(2 * Interval);
        Assert.Equal([before, [before[0] with { Labels = Named(Agent, "new").Labels.ToString() }, before[1]]], pages);
        Assert.True(_engine.Store.Targets[0].History.Finished > 0);
    }

    [Fact]
    public async Task A_target_whose_address_changed_is_served_as_it_was_until_the_new_address_has_answered()
    {
        await _engine.ApplyAsync(_modules, Named(Agent));
        _engine.Run(2 * Interval);
        var asked = _engine.Network.Sent.Count(sent => sent.To == LaneFixture.Endpoint(Agent));

        await _engine.ApplyAsync(_modules, Named(Agent) with { Address = Other });

        Assert.Equal([3, 5], Watch(2 * Interval).Select(page => Assert.Single(page).Series));
        Assert.Equal(asked, _engine.Network.Sent.Count(sent => sent.To == LaneFixture.Endpoint(Agent))); // it is asked no more
    }

    [Fact]
    public async Task A_first_poll_that_fails_ends_the_old_series_as_well()
    {
        await _engine.ApplyAsync(_modules, Named(Agent, "old"));
        _engine.Run(2 * Interval);
        _engine.Network.Listen(LaneFixture.Endpoint(Agent), _ => []);

        await _engine.ApplyAsync(_modules, Named(Agent, "new"));

        Assert.Equal([3, 0], Watch(3 * Interval).Select(page => Assert.Single(page).Series));
        Assert.True(_engine.Store.Targets[0].History.TryGetLast(out var last));
        Assert.Equal(PollOutcome.Silent, last.Outcome); // its second poll
    }

    [Fact]
    public async Task A_removed_target_ends_at_once_even_while_another_stands_in_for_it()
    {
        await _engine.ApplyAsync(_modules, Named(Agent, "old"), Named(Other));
        _engine.Run(2 * Interval);
        await _engine.ApplyAsync(_modules, Named(Agent, "new"), Named(Other));
        Assert.Equal(2, _engine.Page.Count);

        await _engine.ApplyAsync(_modules, Named(Other));

        Assert.Equal([Other], _engine.Page.Select(target => target.Instance));
        Assert.Single(Watch(2 * Interval));
    }

    [Fact]
    public async Task A_second_change_before_the_first_poll_leaves_no_gap_either()
    {
        await _engine.ApplyAsync(_modules, Named(Agent, "a"));
        _engine.Run(2 * Interval);
        await _engine.ApplyAsync(_modules, Named(Agent, "b"));
        await _engine.ApplyAsync(_modules, Named(Agent, "c"));

        var labels = Watch(2 * Interval).Select(page => Assert.Single(page)).ToList();
        Assert.Equal(["a", "c"], labels.Select(target => target.Labels[^3..^2]));
        Assert.All(labels, target => Assert.Equal(3, target.Series));
    }

    [Fact]
    public async Task A_change_that_makes_a_target_unpollable_is_said_at_once()
    {
        await _engine.ApplyAsync(_modules, Named(Agent));
        _engine.Run(2 * Interval);

        await _engine.ApplyAsync(new SnmpModules([], _modules.Auths.Values), Named(Agent));

        Assert.Equal(0, Assert.Single(_engine.Page).Series);
        Assert.True(_engine.Store.Targets[0].History.TryGetLast(out var last));
        Assert.Equal(PollOutcome.Misconfigured, last.Outcome);

        await _engine.ApplyAsync(_modules, Named(Agent));
        _engine.Run(2 * Interval);
        Assert.Equal(3, Assert.Single(_engine.Page).Series);
    }

    [Fact]
    public async Task Only_targets_whose_module_or_auth_says_something_else_begin_anew()
    {
        var module = _modules.Modules["interfaces"];
        var modules = new SnmpModules([module, module with { Name = "others" }], [new SnmpAuthOptions { Name = "public_v2" }, new SnmpAuthOptions { Name = "ro" }]);
        Target[] targets = [Named("a", module: "interfaces"), Named("b", module: "others"), Named("c", module: "interfaces", auth: "ro")];
        await _engine.ApplyAsync(modules, targets);
        _engine.Run(2 * Interval);
        var before = _engine.Store.TargetArray;

        var changed = new SnmpModules(
            [module, module with { Name = "others", MaxRepetitions = 7 }],
            [new SnmpAuthOptions { Name = "public_v2" }, new SnmpAuthOptions { Name = "ro", Community = Secret.From("other") }]);
        await _engine.ApplyAsync(changed, targets);
        _engine.Run(2 * Interval);

        Assert.Equal([true, false, false], _engine.Store.TargetArray.Zip(before).Select(pair => ReferenceEquals(pair.First, pair.Second)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_comes_and_goes_an_instance_is_served_once_and_never_not_at_all(int seed)
    {
        var random = new Random(seed);
        var polled = new HashSet<string>(StringComparer.Ordinal);
        for (var step = 0; step < 100; step++)
        {
            Target[] targets = [.. Enumerable.Range(0, 8).Where(_ => random.Next(8) > 0).Select(i => Named($"t{i}", $"{random.Next(3)}") with { Address = Agent })];
            await _engine.ApplyAsync(random.Next(2) == 0 ? _modules : Rewritten(_modules), targets);
            polled.IntersectWith(targets.Select(target => target.Instance));
            _engine.Run(TimeSpan.FromSeconds(random.NextDouble() * 12), () =>
            {
                var page = _engine.Page;
                Assert.Equal(targets.Select(target => target.Instance), page.Select(target => target.Instance));
                Assert.All(page, target => Assert.True(target.Series == 3 || !polled.Contains(target.Instance)));
                polled.UnionWith(page.Where(target => target.Series > 0).Select(target => target.Instance));
            });
        }
    }

    private static Target Named(string instance, string site = "ams1", string module = "interfaces", string auth = "public_v2") =>
        PollingFixture.Target(instance.Contains(':', StringComparison.Ordinal) ? instance : Agent, module, auth, Interval, TimeSpan.FromSeconds(1)) with
        {
            Instance = instance,
            Labels = LabelSet.From([new Label("instance", instance), new Label("site", site)]),
        };

    /// <summary>The different pages there are while the lane runs, in order.</summary>
    private List<IReadOnlyList<(string Instance, string Labels, int Series)>> Watch(TimeSpan time)
    {
        List<IReadOnlyList<(string Instance, string Labels, int Series)>> pages = [_engine.Page];
        _engine.Run(time, () =>
        {
            if (!_engine.Page.SequenceEqual(pages[^1])) pages.Add(_engine.Page);
        });
        return pages;
    }

    /// <summary>The same modules from another place.</summary>
    private static SnmpModules Rewritten(SnmpModules modules) => new(
        modules.Modules.Values.Select(module => module with
        {
            Position = new SourcePosition("other.yml", 7, 1),
            Walk = [.. module.Walk],
            Get = [.. module.Get],
            Metrics = [.. module.Metrics.Select(metric => metric with { Indexes = [.. metric.Indexes.Select(index => index with { })], Lookups = [.. metric.Lookups.Select(lookup => lookup with { Labels = [.. lookup.Labels] })] })],
        }),
        modules.Auths.Values.Select(auth => auth with { Position = new SourcePosition("other.yml", 1, 1) }));
}
