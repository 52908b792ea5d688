using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Pipeline.Tests.Targets;

public sealed class DiscoveryTimerTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly DiscoveryTimer _timer;
    private Action _look;
    private int _looks;

    public DiscoveryTimerTests()
    {
        _look = () => _looks++;
        _timer = new DiscoveryTimer(_time, () => _look());
    }

    public void Dispose() => _timer.Dispose();

    [Fact]
    public void A_hint_brings_the_look_forward()
    {
        _timer.Arm(soon: false);
        _timer.Hasten();
        _time.Advance(DiscoveryTimer.Soon);
        Assert.Equal(1, _looks);
    }

    [Fact]
    public void A_stream_of_hints_does_not_put_the_look_off()
    {
        _timer.Arm(soon: false);
        for (int i = 0; i < 10; i++)
        {
            _timer.Hasten();
            _time.Advance(DiscoveryTimer.Soon / 4);
        }
        Assert.Equal(1, _looks);
    }

    [Fact]
    public void A_hint_during_a_look_is_not_forgotten()
    {
        _look = () =>
        {
            _looks++;
            if (_looks == 1) _timer.Hasten();
            _timer.Arm(soon: false);
        };
        _timer.Arm(soon: true);
        _time.Advance(DiscoveryTimer.Soon * 2);
        Assert.Equal(2, _looks);
    }

    [Fact]
    public void A_hint_before_the_first_look_does_not_start_anything()
    {
        _timer.Hasten();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, _looks);
    }
}
