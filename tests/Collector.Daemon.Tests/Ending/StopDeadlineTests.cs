using Collector.Daemon.Ending;
using Collector.Testing;

namespace Collector.Daemon.Tests.Ending;

public sealed class StopDeadlineTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<TimeSpan> _left = [];

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public void A_stop_that_takes_too_long_is_ended()
    {
        using var deadline = new StopDeadline(_time, _left.Add) { Limit = () => Limit };
        using var later = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        deadline.Watch(_stopping.Token);
        deadline.Watch(later.Token); // whoever comes second does not begin anew
        _time.Advance(Limit * 10);
        Assert.Empty(_left); // nobody asked for an end yet

        _stopping.Cancel();
        _time.Advance(Limit - TimeSpan.FromTicks(1));
        Assert.Empty(_left);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal([Limit], _left);
    }

    [Fact]
    public void A_stop_that_came_to_its_end_is_left_alone()
    {
        using (var deadline = new StopDeadline(_time, _left.Add) { Limit = () => Limit })
        {
            deadline.Watch(_stopping.Token);
            _stopping.Cancel();
        }

        _time.Advance(Limit * 10);
        Assert.Empty(_left);
    }
}
