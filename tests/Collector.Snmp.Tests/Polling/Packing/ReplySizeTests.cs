using Collector.Snmp.Polling.Packing;

namespace Collector.Snmp.Tests.Polling.Packing;

public sealed class ReplySizeTests
{
    private readonly ReplySize _size = new(4000);

    [Fact]
    public void It_begins_with_an_Ethernet_frame_and_grows_to_what_is_allowed_while_all_comes()
    {
        Assert.Equal(1472, _size.Octets);
        for (var reply = 0; reply < 2000; reply++) Answer();
        Assert.Equal(4000, _size.Octets);
    }

    [Fact]
    public void A_reply_that_is_cut_says_how_much_fits()
    {
        _size.OnReply(900, 850);
        _size.OnShort(names: 4, repetitions: 17, varbinds: 43);
        Assert.InRange(_size.Octets, 900, 960);
        Assert.Equal(int.MaxValue, _size.Repetitions);
    }

    [Fact]
    public void A_reply_of_whole_rows_says_how_many_it_serves()
    {
        _size.OnReply(900, 850);
        _size.OnShort(names: 4, repetitions: 17, varbinds: 40);
        Assert.Equal((1472, 10), (_size.Octets, _size.Repetitions));
    }

    [Fact]
    public void What_is_always_too_big_is_halved_down_to_a_single_varbind()
    {
        for (var refusal = 0; refusal < 20; refusal++) _size.OnTooBig();
        Assert.InRange(_size.Room, 1, 10);
    }

    [Fact]
    public void A_loss_of_what_came_before_is_chance_until_it_happens_again_and_again()
    {
        Answer();
        _size.OnLost(1300);
        _size.OnLost(1300);
        Assert.Equal(1472, _size.Octets);
        Answer();
        _size.OnLost(1300);
        _size.OnLost(1300);
        Assert.Equal(1472, _size.Octets);
        _size.OnLost(1300);
        Assert.Equal(736, _size.Octets);
    }

    [Fact]
    public void A_loss_of_what_never_came_is_a_reason_to_ask_for_half_but_never_for_less_than_every_agent_can()
    {
        _size.OnLost(1300);
        Assert.Equal(736, _size.Octets);
        for (var loss = 0; loss < 20; loss++) _size.OnLost(1300);
        Assert.Equal(484, _size.Octets);
    }

    private void Answer()
    {
        _size.OnReply(_size.Octets, _size.Octets - 50);
        _size.OnFull();
    }
}
