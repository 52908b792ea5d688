using System.Net;
using Collector.Snmp.Transport;

namespace Collector.Snmp.Tests.Transport;

/// <summary>What the kernel knows and the transport passes on: ICMP errors, drops, the granted buffer.</summary>
public sealed class KernelReportTests
{
    [Theory]
    [InlineData("127.20.1.1")]
    [InlineData("::1")]
    public void A_closed_port_is_refused_by_name_while_others_keep_working(string address)
    {
        using var healthy = new UdpPeer(address);
        TransportEndpoint closed = ClosedPort(address);
        using IDatagramTransport transport = TransportKind.Mmsg.Open();
        var handler = new RecordingHandler();
        for (int round = 1; round <= 20; round++)
        {
            transport.Queue(closed, 1);
            for (int number = 0; number < 10; number++)
                transport.Queue(healthy.Endpoint, 2);
            transport.Flush(handler);
            for (int number = 0; number < 10; number++)
                healthy.Echo();
            int expected = round * 10, errors = round;
            transport.TurnUntil(handler, () => handler.Count == expected && handler.Unreachable.Count >= errors);
        }

        Assert.All(handler.Unreachable, error => Assert.Equal((closed, UnreachableReason.Refused), error));
        Assert.All(handler.Datagrams, datagram => Assert.Equal(healthy.Endpoint, datagram.From));
    }

    [Theory]
    [InlineData("127.20.1.10")]
    [InlineData("::1")]
    public void An_error_that_waits_for_the_next_send_is_charged_to_whom_it_is_about(string address)
    {
        using var healthy = new UdpPeer(address);
        TransportEndpoint closed = ClosedPort(address);
        using IDatagramTransport transport = TransportKind.Mmsg.Open();
        var handler = new RecordingHandler();
        for (byte round = 1; round <= 20; round++)
        {
            transport.Queue(closed, 1);
            transport.Flush(handler);
            transport.Queue(healthy.Endpoint, round);
            transport.Flush(handler);
            Assert.Equal([round], healthy.Receive().Datagram);
            Assert.Equal(round, handler.Unreachable.Count);
        }

        Assert.All(handler.Unreachable, error => Assert.Equal((closed, UnreachableReason.Refused), error));
    }

    [Fact]
    public void An_error_that_surfaces_in_the_middle_of_a_batch_costs_nobody_a_datagram()
    {
        using var healthy = new UdpPeer("127.20.1.2");
        TransportEndpoint[] closed = [.. Enumerable.Range(10, 20).Select(host => ClosedPort($"127.20.1.{host}"))];
        using IDatagramTransport transport = TransportKind.Mmsg.Open();
        var handler = new RecordingHandler();
        // On loopback the ICMP error is there before the next datagram of the same batch is sent.
        foreach (TransportEndpoint target in closed)
        {
            transport.Queue(target, 1);
            transport.Queue(healthy.Endpoint, (byte)target.Address.GetAddressBytes()[3]);
        }

        transport.Flush(handler);
        transport.Receive(handler, 1); // a busy lane does not wait in between
        Assert.Equal(closed.Length, handler.Unreachable.Count);
        for (int number = 0; number < closed.Length; number++)
            Assert.Equal([(byte)(10 + number)], healthy.Echo());
        transport.TurnUntil(handler, () => handler.Count == closed.Length);
        Assert.Equal(closed.ToHashSet(), handler.Unreachable.Select(error => error.Target).ToHashSet());
    }

    [Fact]
    public void A_destination_the_kernel_refuses_is_reported_and_the_rest_of_the_batch_is_sent()
    {
        using var healthy = new UdpPeer("127.20.1.3");
        using IDatagramTransport transport = TransportKind.Mmsg.Open();
        var handler = new RecordingHandler();
        TransportEndpoint broadcast = TransportEndpoint.From(IPAddress.Broadcast, 161);
        TransportEndpoint noPort = TransportEndpoint.From(IPAddress.Parse("127.20.1.4"), 0);
        transport.Queue(broadcast, 1);
        transport.Queue(healthy.Endpoint, 2);
        transport.Queue(noPort, 3);
        transport.Queue(healthy.Endpoint, 4);
        transport.Flush(handler);
        Assert.Equal([2], healthy.Receive().Datagram);
        Assert.Equal([4], healthy.Receive().Datagram);
        Assert.Equal([broadcast, noPort], handler.Unreachable.Select(error => error.Target));
        Assert.Contains(handler.Unreachable[0].Reason, new[] { UnreachableReason.PermissionDenied, UnreachableReason.NetworkUnreachable });
    }

    [Fact]
    public void What_is_queued_in_answer_to_an_error_leaves_with_the_next_flush()
    {
        using var healthy = new UdpPeer("127.20.1.5");
        using IDatagramTransport transport = TransportKind.Mmsg.Open();
        var handler = new Requeuing(transport, healthy.Endpoint);
        transport.Queue(TransportEndpoint.From(IPAddress.Parse("127.20.1.6"), 0), 1);
        transport.Flush(handler);
        transport.Flush(handler);
        Assert.Equal([9], healthy.Receive().Datagram);
    }

    [Fact]
    public void Datagrams_that_found_the_buffer_full_are_counted()
    {
        using var peer = new UdpPeer("127.20.1.7");
        using IDatagramTransport transport = TransportKind.Mmsg.Open(new TransportOptions { ReceiveBufferBytes = 4096 });
        var handler = new RecordingHandler();
        EndPoint lane = transport.Introduce(peer);
        Assert.Equal(0, transport.ReceiveDrops);
        for (int number = 0; number < 100; number++)
            peer.Send(lane, new byte[1000]);
        while (transport.Receive(handler, 64) > 0)
            transport.Wait(TimeSpan.Zero);
        Assert.InRange(handler.Count, 1, 99);
        Assert.Equal(100, handler.Count + transport.ReceiveDrops);
        Assert.Equal(100, handler.Count + transport.ReceiveDrops); // reading it changes nothing
    }

    [Fact]
    public void Errors_that_did_not_fit_into_a_full_socket_are_charged_to_nobody_else()
    {
        using var peer = new UdpPeer("127.20.1.8");
        using IDatagramTransport transport = TransportKind.Mmsg.Open(new TransportOptions { ReceiveBufferBytes = 4096 });
        var handler = new RecordingHandler();
        EndPoint lane = transport.Introduce(peer);
        for (int number = 0; number < 100; number++)
            peer.Send(lane, new byte[number < 50 ? 1000 : 1]); // to the brim
        TransportEndpoint closed = ClosedPort("127.20.1.9");
        for (int number = 0; number < 20; number++)
        {
            transport.Queue(closed, 1);
            transport.Flush(handler);
            transport.Queue(peer.Endpoint, 2);
            transport.Flush(handler);
        }

        for (int number = 0; number < 20; number++)
            Assert.Equal([2], peer.Receive().Datagram);
        Assert.DoesNotContain(peer.Endpoint, handler.Unreachable.Select(error => error.Target));
    }

    [Theory]
    [InlineData(TransportKind.Mmsg)]
    [InlineData(TransportKind.Portable)]
    public void The_receive_buffer_is_what_the_kernel_granted(TransportKind kind)
    {
        using IDatagramTransport unasked = kind.Open(new TransportOptions { ReceiveBufferBytes = null });
        using IDatagramTransport small = kind.Open(new TransportOptions { ReceiveBufferBytes = 16_384 });
        using IDatagramTransport huge = kind.Open(new TransportOptions { ReceiveBufferBytes = int.MaxValue / 2 });
        Assert.InRange(small.ReceiveBufferBytes, 16_384, 65_536);
        Assert.True(unasked.ReceiveBufferBytes > small.ReceiveBufferBytes);
        Assert.InRange(huge.ReceiveBufferBytes, 16_384, int.MaxValue / 4);
    }

    /// <summary>The system gives a port below 1024 to nobody, so no other test can have it meanwhile.</summary>
    private static TransportEndpoint ClosedPort(string address) => TransportEndpoint.From(IPAddress.Parse(address), 9);

    private sealed class Requeuing(IDatagramTransport transport, TransportEndpoint to) : IDatagramHandler
    {
        public void OnDatagram(in TransportEndpoint from, ReadOnlySpan<byte> datagram) { }

        public void OnTruncated(in TransportEndpoint from) { }

        public void OnUnreachable(in TransportEndpoint target, UnreachableReason reason) => Assert.True(transport.TryQueue(to, [9]));
    }
}
