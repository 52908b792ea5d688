using Collector.Snmp.Polling;

namespace Collector.Snmp.Tests.Polling;

public sealed class TargetWindowTests
{
    private readonly TargetWindow _window = new();

    [Fact]
    public void It_begins_small_grows_by_success_and_has_a_ceiling()
    {
        Assert.Equal(2, _window.Size);
        Answer(63);
        Assert.Equal(2, _window.Size);
        Answer(1);
        Assert.Equal(3, _window.Size);
        Answer(10_000);
        Assert.Equal(TargetWindow.Ceiling, _window.Size);
    }

    [Fact]
    public void A_loss_halves_it_and_growth_begins_anew_but_one_request_is_always_allowed()
    {
        Answer(1000);
        _window.OnLost();
        Assert.Equal(2, _window.Size);
        Answer(63);
        _window.OnLost();
        _window.OnLost();
        Assert.Equal(1, _window.Size);
        Answer(63);
        Assert.Equal(1, _window.Size);
        Answer(1);
        Assert.Equal(2, _window.Size);
    }

    private void Answer(int times)
    {
        for (var i = 0; i < times; i++) _window.OnAnswered();
    }
}
