using System.Net;
using System.Net.Sockets;
using Collector.Snmp.Transport;
using Collector.Snmp.Transport.Linux;
using Collector.Snmp.Transport.Portable;

namespace Collector.Snmp.Tests.Transport;

public sealed class TransportFactoryTests
{
    [Fact]
    public void Linux_gets_the_batched_transport_unless_told_otherwise()
    {
        using IDatagramTransport usual = TransportFactory.Create(new TransportOptions(), TimeProvider.System);
        using IDatagramTransport portable = TransportFactory.Create(new TransportOptions { Portable = true }, TimeProvider.System);
        Assert.IsType<MmsgTransport>(usual);
        Assert.IsType<PortableTransport>(portable);
        Assert.True(usual.Capabilities.HasFlag(TransportCapabilities.UdpErrors | TransportCapabilities.DropCounter));
        Assert.False(portable.Capabilities.HasFlag(TransportCapabilities.UdpErrors));
    }

    [Theory]
    [InlineData(TransportKind.Mmsg)]
    [InlineData(TransportKind.Portable)]
    public void A_source_address_that_is_not_ours_is_an_error_at_the_start(TransportKind kind)
    {
        var error = Assert.Throws<SocketException>(() => kind.Open(new TransportOptions { SourceAddress = IPAddress.Parse("192.0.2.1") }));
        Assert.Equal(SocketError.AddressNotAvailable, error.SocketErrorCode);
    }

    [Theory]
    [InlineData(TransportKind.Mmsg, 483, null)]
    [InlineData(TransportKind.Mmsg, 65_536, null)]
    [InlineData(TransportKind.Portable, 65_536, null)]
    [InlineData(TransportKind.Portable, 484, 0)]
    public void Limits_that_make_no_sense_are_refused(TransportKind kind, int maxDatagram, int? receiveBuffer)
    {
        var options = new TransportOptions { MaxDatagram = maxDatagram, ReceiveBufferBytes = receiveBuffer };
        Assert.Throws<ArgumentOutOfRangeException>(() => kind.Open(options));
    }
}
