using Collector.Pipeline.Store;
using Collector.Snmp.Polling;
using Collector.Snmp.Transport;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling.Lanes;

/// <summary>The loop that a lane's thread runs.</summary>
public sealed class LaneRunTests
{
    [Fact]
    public async Task A_turn_that_fails_is_followed_by_others()
    {
        var mib = LaneFixture.Rows(5);
        var time = new ManualTime();
        var network = new VirtualNetwork(time);
        network.Listen(LaneFixture.Endpoint("192.0.2.1:161"), request => [mib.Answer(request)]);
        using var fixture = LaneFixture.On(new Failing(network), time);
        var target = fixture.Make("192.0.2.1:161");
        await fixture.Lane.PostAsync(() => fixture.Lane.Change([], [target]), default);
        await fixture.Lane.PostAsync(() => throw new InvalidOperationException("work fails too"), default);
        var thread = new Thread(fixture.Lane.Run);

        thread.Start();
        Patience.Until(() => target.Series.History.Finished > 0);
        fixture.Lane.Stop();
        thread.Join();

        Assert.Equal(PollOutcome.Answered, target.Series.History.Recent()[^1].Outcome);
    }

    /// <summary>Throws at every third reading, as only a mistake of ours would.</summary>
    private sealed class Failing(IDatagramTransport inner) : IDatagramTransport
    {
        private int _readings;

        public TransportCapabilities Capabilities => inner.Capabilities;

        public int ReceiveBufferBytes => inner.ReceiveBufferBytes;

        public long ReceiveDrops => inner.ReceiveDrops;

        public long SendDrops => inner.SendDrops;

        public bool TryQueue(in TransportEndpoint to, ReadOnlySpan<byte> payload) => inner.TryQueue(to, payload);

        public void Flush(IDatagramHandler handler) => inner.Flush(handler);

        public int Receive(IDatagramHandler handler, int atMost) =>
            ++_readings % 3 == 1 ? throw new InvalidOperationException("a mistake") : inner.Receive(handler, atMost);

        public void Wait(TimeSpan atMost) => inner.Wait(atMost);

        public void Pause(TimeSpan atMost) => inner.Pause(atMost);

        public void Wake() => inner.Wake();

        public void Dispose() => inner.Dispose();
    }
}
