using System.Buffers.Binary;
using Collector.Pipeline.Store;
using Collector.Snmp.Messages;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Snmp.Transport;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Polling;

/// <summary>A lane from its due timer to the published snapshot: the whole of a poll, without the sockets.</summary>
public sealed class PollAllocationTests
{
    [Fact]
    public void A_poll_like_the_one_before_allocates_nothing()
    {
        var time = new SettableTime();
        var network = new CannedNetwork(time);
        using var fixture = LaneFixture.On(network, time);
        var target = fixture.Make("192.0.2.1:161", options: new TargetOptions { Interval = TimeSpan.FromSeconds(1) });
        fixture.Lane.Change([], [target]);
        void Poll()
        {
            var finished = target.Series.History.Finished;
            while (target.Series.History.Finished == finished) fixture.Lane.Turn();
        }

        for (var poll = 0; poll < 20; poll++) Poll();
        Assert.Equal(0, Allocations.InSteadyState(Poll));

        Assert.Equal((PollOutcome.Answered, 3, 60), (target.Series.History.Recent()[0].Outcome, target.Series.History.Recent()[0].Requests, target.Series.History.Recent()[0].Varbinds));
        Assert.Equal(60, LaneFixture.Series(target).Count);
    }

    /// <summary>Two replies with 30 rows each and one that ends the MIB, over and over, each with the id of the request.</summary>
    private sealed class CannedNetwork(SettableTime time) : IDatagramTransport
    {
        private readonly (byte[] Datagram, int IdAt)[] _replies =
        [
            Canned([.. Enumerable.Range(1, 30).Select(row => AgentVarbind.Gauge32($"{Root}.1.{row}", (uint)row))]),
            Canned([.. Enumerable.Range(1, 30).Select(row => AgentVarbind.Gauge32($"{Root}.2.{row}", (uint)row))]),
            Canned([AgentVarbind.Exception(Collector.Snmp.Ber.Oid.Parse($"{Root}.2.30"), SmiType.EndOfMibView)]),
        ];

        private TransportEndpoint _asked;
        private int _next;
        private bool _isWaiting;

        public TransportCapabilities Capabilities => TransportCapabilities.None;

        public int ReceiveBufferBytes => 212_992;

        public long ReceiveDrops => 0;

        public long SendDrops => 0;

        public bool TryQueue(in TransportEndpoint to, ReadOnlySpan<byte> payload)
        {
            CommunityMessage.TryRead(payload, out _, out _, out var rest);
            PduReader.TryRead(rest, out var pdu);
            _asked = to;
            var (datagram, at) = _replies[_next];
            BinaryPrimitives.WriteInt32BigEndian(datagram.AsSpan(at), pdu.RequestId);
            _isWaiting = true;
            return true;
        }

        public void Flush(IDatagramHandler handler)
        {
        }

        public int Receive(IDatagramHandler handler, int atMost)
        {
            if (!_isWaiting) return 0;
            _isWaiting = false;
            var reply = _replies[_next].Datagram;
            _next = (_next + 1) % _replies.Length;
            handler.OnDatagram(_asked, reply);
            return 1;
        }

        public void Wait(TimeSpan atMost) => time.Advance(_isWaiting ? TimeSpan.FromTicks(100) : atMost);

        public void Pause(TimeSpan atMost) => Wait(atMost);

        public void Wake()
        {
        }

        public void Dispose()
        {
        }

        private static (byte[] Datagram, int IdAt) Canned(AgentVarbind[] varbinds)
        {
            var buffer = new byte[4000];
            var writer = new CommunityMessageWriter(buffer, SnmpVersion.V2c, "public"u8, PduHeader.Response(RequestIds.Min));
            foreach (var varbind in varbinds) Assert.True(writer.TryAdd(varbind.Name.Encoded, varbind.Type, varbind.Content));
            Assert.True(writer.TryComplete(out var length, out var idAt));
            return (buffer[..length], idAt);
        }
    }

    /// <summary>As little of a clock as a lane needs.</summary>
    private sealed class SettableTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
