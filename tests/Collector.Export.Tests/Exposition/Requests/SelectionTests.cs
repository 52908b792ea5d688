using Collector.Export.Exposition;
using Collector.Export.Exposition.Requests;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Testing;
using static Collector.Testing.FilledStore;

namespace Collector.Export.Tests.Exposition.Requests;

public sealed class SelectionTests : IDisposable
{
    private readonly FilledStore _store = new();
    private readonly Pages _pages;

    public SelectionTests()
    {
        _pages = new Pages(_store.Store);
        var schema = Module("m", 0, Counter("x"));
        foreach (var (instance, site, role) in new[] { ("r1", "ams1", "edge"), ("r2", "ams1", "core"), ("r3", "fra2", "edge"), ("r4", "fra2", "") })
        {
            var series = _store.Add(instance, ["m"], new Label("site", site), new Label("role", role));
            series.History.Add(new PollRecord { StartedUnixMs = 0, Duration = TimeSpan.Zero, Outcome = PollOutcome.Answered });
            _store.Publish(series, 0, schema, ("", [1UL]));
        }
    }

    public void Dispose() => _pages.Dispose();

    [Theory]
    [InlineData("site=ams1", "r1 r2")]
    [InlineData("instance=r3", "r3")]
    [InlineData("instance=r3&instance=r1&instance=r9", "r1 r3")]
    [InlineData("site=ams1&site=fra2", "r1 r2 r3 r4")]
    [InlineData("site=ams1&role=edge", "r1")]
    [InlineData("instance=r1&site=fra2", "")]
    [InlineData("site=AMS1", "")]
    [InlineData("role=", "")]
    [InlineData("nolabel=x", "")]
    [InlineData("timestamps=0", "r1 r2 r3 r4")]
    public async Task Selectors_choose_targets(string query, string instances)
    {
        var samples = ExpositionParser.Samples(await _pages.WriteAsync(Read(query)));

        Assert.Equal(instances, string.Join(' ', samples.Where(sample => sample.Name == "x").Select(sample => sample["instance"])));
        Assert.Equal(instances, string.Join(' ', samples.Where(sample => sample.Name == "collector_target_up").Select(sample => sample["instance"])));
    }

    [Fact]
    public async Task A_page_with_selectors_has_no_up_and_nothing_of_the_collector_itself()
    {
        var samples = ExpositionParser.Samples(await _pages.WriteAsync(Read("site=ams1")));

        Assert.NotEmpty(samples);
        Assert.DoesNotContain(samples, sample => sample.Name == "up" || sample["instance"] is null);
    }

    [Fact]
    public async Task Without_a_match_the_page_is_empty()
    {
        Assert.Equal("", await _pages.WriteAsync(Read("site=nowhere")));
        Assert.Equal("# EOF\n", await _pages.WriteAsync(Read("site=nowhere") with { Format = ExpositionFormat.OpenMetrics }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Shards_together_are_the_whole_page_and_share_nothing(int count)
    {
        for (var i = 0; i < 100; i++) _store.Publish(_store.Add($"10.0.0.{i}:161", ["m"]), 0, Module("m", 0, Counter("x")), ("", [1UL]));
        var shards = new List<ParsedSample>();
        for (var i = 1; i <= count; i++) shards.AddRange(ExpositionParser.Samples(await _pages.WriteAsync(Read($"shard={i}/{count}"))));

        var whole = ExpositionParser.Samples(await _pages.WriteAsync()).Select(sample => sample.Series).Order(StringComparer.Ordinal);

        Assert.Equal(whole.Where(IsNotOfScrapes), shards.Select(sample => sample.Series).Order(StringComparer.Ordinal).Where(IsNotOfScrapes));
        Assert.Contains(shards, sample => sample.Name == "up");

        static bool IsNotOfScrapes(string series) => !series.StartsWith("collector_scrape_duration", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_first_shard_has_the_collectors_own_metrics()
    {
        Assert.Contains("collector_scrapes_total", await _pages.WriteAsync(Read("shard=1/2")), StringComparison.Ordinal);
        Assert.DoesNotContain("collector_scrapes_total", await _pages.WriteAsync(Read("shard=2/2")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shard_follows_targets_that_come_and_go()
    {
        var request = Read("shard=1/1") with { Targets = new TargetSelection(new Dictionary<string, IReadOnlySet<string>>(), new Shard(Shard.NumberOf("new", 2), 2)) };
        Assert.DoesNotContain("instance=\"new\"", await _pages.WriteAsync(request), StringComparison.Ordinal);

        var series = _store.Add("new", ["m"]);
        Assert.Contains("instance=\"new\"", await _pages.WriteAsync(request), StringComparison.Ordinal);

        _store.Remove(series);
        Assert.DoesNotContain("instance=\"new\"", await _pages.WriteAsync(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shard=0/2")]
    [InlineData("shard=3/2")]
    [InlineData("shard=1/0")]
    [InlineData("shard=1/1025")]
    [InlineData("shard=-1/2")]
    [InlineData("shard= 1/2")]
    [InlineData("shard=1")]
    [InlineData("shard=")]
    [InlineData("shard=1/2/3")]
    [InlineData("shard=1/99999999999")]
    [InlineData("shard=1/2&shard=1/2")]
    [InlineData("timestamps=yes")]
    public void What_makes_no_sense_is_refused_with_a_reason(string query)
    {
        Assert.False(PageQuery.TryRead(Split(query), out _, out var error));
        Assert.Matches("^(shard|timestamps) must be ", error);
    }

    [Fact]
    public void An_instance_keeps_its_shard_for_ever()
    {
        // From the documented formula, worked out apart from this code.
        Assert.Equal(4, Shard.NumberOf("192.0.2.1", 4));
        Assert.Equal(1, Shard.NumberOf("", 1));
    }

    [Fact]
    public void Shards_are_of_like_size()
    {
        var sizes = Enumerable.Range(0, 10_000).Select(i => Shard.NumberOf($"10.{i >> 8}.{i & 255}.1:161", 8)).CountBy(shard => shard).Select(pair => pair.Value);

        Assert.All(sizes, size => Assert.InRange(size, 1000, 1500));
    }

    private static PageRequest Read(string query)
    {
        Assert.True(PageQuery.TryRead(Split(query), out var request, out _));
        return request;
    }

    private static IEnumerable<KeyValuePair<string, string>> Split(string query) =>
        query.Split('&').Select(part => part.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]));
}
