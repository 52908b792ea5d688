using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Collector.Snmp.Transport;

namespace Collector.Snmp.Tests.Transport;

/// <summary>What a lane's loop relies on: wake-ups, waits that end, and turns that allocate nothing.</summary>
public sealed class LaneTurnTests
{
    [Theory]
    [InlineData(TransportKind.Mmsg)]
    [InlineData(TransportKind.Portable)]
    public async Task A_wake_up_from_another_thread_ends_the_wait(TransportKind kind)
    {
        using IDatagramTransport transport = kind.Open();
        var clock = Stopwatch.StartNew();
        for (int round = 0; round < 100; round++)
        {
            Task waking = Task.Run(transport.Wake);
            transport.Wait(TimeSpan.FromMinutes(1));
            await waking;
        }

        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(TransportKind.Mmsg)]
    [InlineData(TransportKind.Portable)]
    public void A_wake_up_before_the_wait_is_not_lost_and_many_count_as_one(TransportKind kind)
    {
        using IDatagramTransport transport = kind.Open();
        for (int count = 0; count < 10; count++)
            transport.Wake();
        var clock = Stopwatch.StartNew();
        transport.Wait(TimeSpan.FromMinutes(1));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(50));
        clock.Restart();
        while (clock.Elapsed < TimeSpan.FromMilliseconds(20))
            transport.Wait(TimeSpan.FromMilliseconds(20)); // returns at once for ever if a wake-up stays
        Assert.Equal(0, transport.Receive(new RecordingHandler(), 10));
    }

    [Theory]
    [InlineData(TransportKind.Mmsg)]
    [InlineData(TransportKind.Portable)]
    public void Waking_a_transport_that_is_gone_does_no_harm(TransportKind kind)
    {
        IDatagramTransport transport = kind.Open();
        transport.Dispose();
        transport.Wake();
        transport.Dispose();
    }

    [Fact]
    public void A_wait_of_a_fraction_of_a_millisecond_is_neither_skipped_nor_rounded_up()
    {
        using IDatagramTransport transport = TransportKind.Mmsg.Open();
        var clock = Stopwatch.StartNew();
        for (int count = 0; count < 200; count++)
            transport.Wait(TimeSpan.FromMicroseconds(100));
        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(20), $"{clock.Elapsed} for 200 waits of 0.1 ms");
    }

    [Fact]
    public void A_pause_gathers_what_a_busy_family_brings_and_ends_for_one_that_was_idle()
    {
        using var busy = new UdpPeer("127.20.2.3");
        using var idle = new UdpPeer("::1");
        using IDatagramTransport transport = TransportKind.Mmsg.Open();
        var (toBusy, toIdle) = (transport.Introduce(busy), transport.Introduce(idle));
        var handler = new RecordingHandler();
        busy.Send(toBusy, [1]);
        transport.TurnUntil(handler, () => handler.Count == 1); // the last turn brought something over IPv4 only

        busy.Send(toBusy, [2]);
        var clock = Stopwatch.StartNew();
        transport.Pause(TimeSpan.FromMilliseconds(20)); // the datagram lies there already
        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(20), $"paused for {clock.Elapsed}");
        Assert.Equal(1, transport.Receive(handler, 10));

        idle.Send(toIdle, [3]);
        clock.Restart();
        transport.Pause(TimeSpan.FromMinutes(1));
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "the pause is for the busy family only");
        Assert.Equal(1, transport.Receive(handler, 10));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_signal_in_the_middle_of_a_wait_does_no_harm()
    {
        const int Continue = 18; // SIGCONT, as after a SIGSTOP
        using var peer = new UdpPeer("127.20.2.2");
        using var handled = PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => { });
        using IDatagramTransport transport = TransportKind.Mmsg.Open();
        using var done = new CancellationTokenSource();
        int lane = CurrentThread();
        var signalling = new Thread(() =>
        {
            while (!done.IsCancellationRequested && Signal(Environment.ProcessId, lane, Continue) == 0)
                Thread.Yield();
        });
        signalling.Start();
        for (int count = 0; count < 100; count++)
            transport.Wait(TimeSpan.FromMinutes(1));
        var handler = new RecordingHandler();
        peer.Send(transport.Introduce(peer), [1]);
        transport.TurnUntil(handler, () => handler.Count == 1);
        done.Cancel();
        signalling.Join();
    }

    [Theory]
    [InlineData(TransportKind.Mmsg, "127.20.2.1")]
    [InlineData(TransportKind.Mmsg, "::1")]
    [InlineData(TransportKind.Portable, "127.20.2.1")]
    [InlineData(TransportKind.Portable, "::1")]
    public void A_turn_allocates_nothing(TransportKind kind, string address)
    {
        using var peer = new UdpPeer(address);
        using IDatagramTransport transport = kind.Open();
        var handler = new RecordingHandler { CountOnly = true };
        var lane = transport.Introduce(peer);
        long least = long.MaxValue; // of all rounds: a collection that another test causes is charged to the thread too
        for (int round = 0; round < 60; round++)
        {
            for (int number = 0; number < 40; number++)
                peer.Send(lane, [1, 2, 3]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Turn(transport, handler, peer.Endpoint, handler.Count + 40);
            if (round >= 30) // by then everything is warm
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            for (int number = 0; number < 40; number++)
                peer.Receive();
        }

        Assert.Equal(0, least);
    }

    private static void Turn(IDatagramTransport transport, RecordingHandler handler, in TransportEndpoint peer, int until)
    {
        ReadOnlySpan<byte> request = [1, 2, 3, 4];
        for (int number = 0; number < 40; number++)
            transport.TryQueue(peer, request);
        transport.Flush(handler);
        for (int turns = 0; turns < 1000 && handler.Count < until; turns++)
        {
            transport.Wait(TimeSpan.FromMilliseconds(20));
            transport.Receive(handler, 64);
        }
    }

    [DllImport("libc", EntryPoint = "gettid")]
    private static extern int CurrentThread();

    [DllImport("libc", EntryPoint = "tgkill")]
    private static extern int Signal(int process, int thread, int signal);
}
