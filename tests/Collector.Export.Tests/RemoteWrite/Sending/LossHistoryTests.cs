using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Sending;

namespace Collector.Export.Tests.RemoteWrite.Sending;

public sealed class LossHistoryTests
{
    private const long T0 = 1_700_000_000_000;

    private readonly LossHistory _history = new();

    [Fact]
    public void Losses_that_follow_each_other_are_one_gap_of_one_device()
    {
        Lose("buffer_full", ("a", 10, T0, T0 + 5000), ("b", 3, T0, T0 + 5000));
        Lose("buffer_full", ("a", 10, T0 + 60_000, T0 + 65_000));
        Lose("too_old", ("a", 1, T0 + 66_000, T0 + 66_000));
        Lose("buffer_full", ("a", 7, T0 + 600_000, T0 + 605_000));

        Assert.Equal(
            [
                new Loss("buffer_full", "a", 20, T0, T0 + 65_000), new Loss("buffer_full", "b", 3, T0, T0 + 5000), new Loss("too_old", "a", 1, T0 + 66_000, T0 + 66_000),
                new Loss("buffer_full", "a", 7, T0 + 600_000, T0 + 605_000),
            ], _history.Read().Losses);
    }

    [Fact]
    public void A_loss_of_unknown_devices_is_told_without_them()
    {
        _history.Add("damaged", new RequestSummary(5, T0, T0 + 1), []);

        Assert.Equal(new Loss("damaged", "", 5, T0, T0 + 1), Assert.Single(_history.Read().Losses));
    }

    [Fact]
    public void The_oldest_gaps_are_forgotten_and_counted()
    {
        for (var gap = 0; gap < LossHistory.MostKept + 3; gap++) Lose("too_old", ($"r{gap % 2}", 1, T0 + gap * 1_000_000L, T0 + gap * 1_000_000L));
        var (losses, forgotten) = _history.Read();

        Assert.Equal((LossHistory.MostKept, 3L, T0 + 3_000_000L), (losses.Length, forgotten, losses[0].OldestUnixMs));
    }

    private void Lose(string cause, params (string Instance, int Samples, long From, long To)[] targets) =>
        _history.Add(cause, default, [.. targets.Select(target => new TargetSpan(target.Instance, target.Samples, target.From, target.To))]);
}
