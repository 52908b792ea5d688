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
        Assert.Equal(TargetWindow.UsualCeiling, _window.Size);
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

    [Fact]
    public void A_device_with_very_many_rows_may_have_more_until_it_loses_something()
    {
        _window.OnRows(2000);
        Answer(10_000);
        Assert.Equal(4, _window.Size);
        _window.OnRows(2001);
        Answer(10_000);
        Assert.Equal(16, _window.Size);
        _window.OnLost();
        Assert.Equal((4, 4), (_window.Size, _window.Ceiling));
        Answer(1999);
        Assert.Equal((4, 4), (_window.Size, _window.Ceiling));
        Answer(1);
        Assert.Equal(16, _window.Ceiling);
    }

    [Fact]
    public void With_very_many_rows_it_doubles_with_each_round_trip_until_something_is_lost()
    {
        _window.OnRows(2001);
        for (var roundTrip = 0; roundTrip < 3; roundTrip++) Answer(_window.Size);
        Assert.Equal(TargetWindow.HighCeiling, _window.Size);
        _window.OnLost();
        Answer(2000); // until the ceiling is high again
        Assert.Equal(4, _window.Size);
        Answer(64);
        Assert.Equal(5, _window.Size);
    }

    private void Answer(int times)
    {
        for (var i = 0; i < times; i++) _window.OnAnswered();
    }
}
