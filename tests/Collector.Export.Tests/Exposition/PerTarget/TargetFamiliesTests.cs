using Collector.Export.Exposition;
using Collector.Export.Exposition.Requests;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Export.Tests.Exposition.PerTarget;

public sealed class TargetFamiliesTests : IDisposable
{
    private readonly FilledStore _store = new();
    private readonly Pages _pages;

    public TargetFamiliesTests() => _pages = new Pages(_store.Store);

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task From_load_on_a_target_is_pending_and_its_counters_are_0()
    {
        _store.Add("r1", ["if_mib"]);

        var samples = ExpositionParser.Samples(await _pages.WriteAsync(PageSections.Targets));

        Assert.Equal("pending", samples.Single(sample => sample.Name == "collector_target_state" && sample.Value == 1)["state"]);
        Assert.Equal(
            ["collector_polls_skipped_total", "collector_polls_total", "collector_target_state", "collector_walk_truncated_total"],
            samples.Select(sample => sample.Name).Distinct());
        Assert.Equal(1, samples.Sum(sample => sample.Value));
    }

    [Fact]
    public async Task A_finished_poll_shows_how_it_went()
    {
        var series = _store.Add("r1", ["if_mib", "system"], new Label("site", "ams1"));
        series.Publish(0, null, isComplete: false);
        series.History.CountSkipped(1);
        series.History.CountTruncated(WalkEnd.NotIncreasing);
        series.History.Add(new PollRecord
        {
            StartedUnixMs = _pages.Time.GetUtcNow().ToUnixTimeMilliseconds(),
            Duration = TimeSpan.FromMilliseconds(250),
            Outcome = PollOutcome.Partial,
            RoundTrip = TimeSpan.FromMicroseconds(1500),
            Varbinds = 42,
        });
        _pages.Time.Advance(TimeSpan.FromSeconds(10));

        var samples = ExpositionParser.Samples(await _pages.WriteAsync(PageSections.Targets));

        Assert.All(samples, sample => Assert.Equal(("r1", "ams1"), (sample["instance"], sample["site"])));
        Assert.Equal(
            [
                "collector_module_complete{instance=\"r1\",module=\"if_mib\",site=\"ams1\"} 0",
                "collector_poll_age_seconds{instance=\"r1\",site=\"ams1\"} 9.75",
                "collector_poll_duration_seconds{instance=\"r1\",site=\"ams1\"} 0.25",
                "collector_poll_interval_seconds{instance=\"r1\",site=\"ams1\"} 60",
                "collector_poll_round_trip_seconds{instance=\"r1\",site=\"ams1\"} 0.0015",
                "collector_poll_timestamp_seconds{instance=\"r1\",site=\"ams1\"} 1767225600",
                "collector_poll_varbinds{instance=\"r1\",site=\"ams1\"} 42",
                "collector_polls_skipped_total{instance=\"r1\",site=\"ams1\"} 1",
                "collector_polls_total{instance=\"r1\",site=\"ams1\"} 1",
                "collector_target_state{instance=\"r1\",site=\"ams1\",state=\"up\"} 1",
                "collector_target_up{instance=\"r1\",site=\"ams1\"} 1",
                "collector_walk_truncated_total{instance=\"r1\",reason=\"not_increasing\",site=\"ams1\"} 1",
                "up{instance=\"r1\",site=\"ams1\"} 1",
            ],
            samples.Where(sample => sample.Value != 0 || sample.Name == "collector_module_complete").Select(sample => $"{sample.Series} {sample.Text}"));
    }

    [Fact]
    public async Task A_target_that_does_not_answer_is_down()
    {
        var series = _store.Add("r1", ["if_mib"]);
        series.History.Add(new PollRecord { StartedUnixMs = 0, Duration = TimeSpan.Zero, Outcome = PollOutcome.TimedOut });

        var samples = ExpositionParser.Samples(await _pages.WriteAsync(PageSections.Targets));

        Assert.Equal("down", samples.Single(sample => sample.Name == "collector_target_state" && sample.Value == 1)["state"]);
        Assert.Equal(0, samples.Single(sample => sample.Name == "up").Value);
        Assert.Equal(0, samples.Single(sample => sample.Name == "collector_target_up").Value);
        Assert.DoesNotContain(samples, sample => sample.Name == "collector_poll_round_trip_seconds");
    }

    [Fact]
    public async Task A_label_of_the_target_wins_over_ours()
    {
        _store.Add("r1", [], new Label("state", "NH"), new Label("reason", "none"));

        var samples = ExpositionParser.Samples(await _pages.WriteAsync(PageSections.Targets));

        Assert.All(samples, sample => Assert.Equal(("NH", "none"), (sample["state"], sample["reason"])));
        Assert.Equal("pending", samples.Single(sample => sample.Value == 1)["exported_state"]);
    }

    [Fact]
    public async Task Up_can_be_switched_off()
    {
        _store.Add("r1", []).History.Add(new PollRecord { StartedUnixMs = 0, Duration = TimeSpan.Zero, Outcome = PollOutcome.Answered });
        using var pages = new Pages(_store.Store, new ExpositionOptions { Up = false });

        var samples = ExpositionParser.Samples(await pages.WriteAsync(PageSections.Targets));

        Assert.DoesNotContain(samples, sample => sample.Name == "up");
        Assert.Contains(samples, sample => sample.Name == "collector_target_up");
    }
}
