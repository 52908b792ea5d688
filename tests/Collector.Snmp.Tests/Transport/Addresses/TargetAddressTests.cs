using Collector.Snmp.Transport;
using Collector.Snmp.Transport.Addresses;

namespace Collector.Snmp.Tests.Transport.Addresses;

public sealed class TargetAddressTests
{
    [Theory]
    [InlineData("192.0.2.1", "udp://192.0.2.1:161", false)]
    [InlineData("192.0.2.1:1161", "udp://192.0.2.1:1161", false)]
    [InlineData("udp://192.0.2.1", "udp://192.0.2.1:161", false)]
    [InlineData("udp4://192.0.2.1:65535", "udp4://192.0.2.1:65535", false)]
    [InlineData("tcp://192.0.2.1", "tcp://192.0.2.1:161", false)]
    [InlineData("::1", "udp://[::1]:161", false)]
    [InlineData("[::1]", "udp://[::1]:161", false)]
    [InlineData("[::1]:162", "udp://[::1]:162", false)]
    [InlineData("2001:db8::1", "udp://[2001:db8::1]:161", false)]
    [InlineData("tcp6://[2001:db8::1]:1", "tcp6://[2001:db8::1]:1", false)]
    [InlineData("fe80::1%3", "udp://[fe80::1%3]:161", false)]
    [InlineData("router1", "udp://router1:161", true)]
    [InlineData("router-1.ams_2.example.net.:1161", "udp://router-1.ams_2.example.net.:1161", true)]
    [InlineData("udp6://host:1161", "udp6://host:1161", true)]
    [InlineData("tcp4://host", "tcp4://host:161", true)]
    [InlineData("1host", "udp://1host:161", true)]
    public void An_address_is_read(string text, string canonical, bool isName)
    {
        Assert.True(TargetAddress.TryParse(text, out TargetAddress? address, out string? error), error);
        Assert.Equal(canonical, address.ToString());
        Assert.Equal(isName, address.IsName);
        Assert.Equal(!isName, address.TryGetEndpoint(out _));
        Assert.True(TargetAddress.TryParse(canonical, out TargetAddress? again, out _));
        Assert.Equal(address, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("udp://")]
    [InlineData(":161")]
    [InlineData("host:")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:+1")]
    [InlineData("host: 1")]
    [InlineData("host:snmp")]
    [InlineData("[::1")]
    [InlineData("[::1]161")]
    [InlineData("[::1]:")]
    [InlineData("[host]:161")]
    [InlineData("[192.0.2.1]:161")]
    [InlineData("http://host")]
    [InlineData("UDP://host")]
    [InlineData("udp5://host")]
    [InlineData("tcpx://host")]
    [InlineData("udp6://192.0.2.1")]
    [InlineData("tcp4://::1")]
    [InlineData("1")]
    [InlineData("127.1")]
    [InlineData("010.1.1.1")]
    [InlineData("256.1.1.1")]
    [InlineData("1.2.3.4.5")]
    [InlineData("ho st")]
    [InlineData("host/path")]
    [InlineData("user@host")]
    [InlineData("a..b")]
    [InlineData("::1::")]
    public void What_is_no_address_is_refused_with_a_reason(string text)
    {
        Assert.False(TargetAddress.TryParse(text, out _, out string? error));
        Assert.StartsWith($"'{text}': ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_literal_is_an_endpoint_at_once()
    {
        Assert.True(TargetAddress.TryParse("tcp://[2001:db8::1]:1161", out TargetAddress? address, out _));
        Assert.True(address.TryGetEndpoint(out TransportEndpoint endpoint));
        Assert.Equal("tcp://[2001:db8::1]:1161", endpoint.ToString());
    }
}
