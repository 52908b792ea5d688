using System.Net;
using Collector.Snmp.Transport;
using Collector.Testing;

namespace Collector.Snmp.Tests.Transport;

public sealed class TransportEndpointTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1:161", true)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1:161", true)]
    [InlineData("2001:db8::1", "[2001:db8::1]:161", false)]
    [InlineData("::", "[::]:161", false)]
    [InlineData("fe80::1%7", "[fe80::1%7]:161", false)]
    [InlineData("2001:db8::1%7", "[2001:db8::1]:161", false)]
    public void An_address_survives_the_round_trip(string address, string text, bool ipv4)
    {
        TransportEndpoint endpoint = TransportEndpoint.From(IPAddress.Parse(address), 161);
        Assert.Equal(text, endpoint.ToString());
        Assert.Equal(ipv4, endpoint.IsIPv4);
        Assert.Equal(endpoint, TransportEndpoint.From(endpoint.ToIPEndPoint()));
    }

    [Fact]
    public void A_mapped_address_is_the_IPv4_address()
    {
        TransportEndpoint plain = TransportEndpoint.From(IPAddress.Parse("192.0.2.1"), 161);
        TransportEndpoint mapped = TransportEndpoint.From(IPAddress.Parse("::ffff:192.0.2.1"), 161);
        Assert.Equal(plain, mapped);
        Assert.Equal(plain.GetHashCode(), mapped.GetHashCode());
    }

    [Fact]
    public void Address_port_protocol_and_scope_each_make_a_difference()
    {
        TransportEndpoint one = TransportEndpoint.From(IPAddress.Parse("fe80::1%1"), 161);
        Assert.NotEqual(one, TransportEndpoint.From(IPAddress.Parse("fe80::2%1"), 161));
        Assert.NotEqual(one, TransportEndpoint.From(IPAddress.Parse("fe80::1%2"), 161));
        Assert.NotEqual(one, TransportEndpoint.From(IPAddress.Parse("fe80::1%1"), 162));
        Assert.NotEqual(one, TransportEndpoint.From(IPAddress.Parse("fe80::1%1"), 161, TransportProtocol.Tcp));
    }

    [Fact]
    public void Hashing_and_equality_allocate_nothing()
    {
        TransportEndpoint one = TransportEndpoint.From(IPAddress.Parse("192.0.2.1"), 161);
        TransportEndpoint two = TransportEndpoint.From(IPAddress.Parse("2001:db8::1"), 161);
        var table = new Dictionary<TransportEndpoint, int> { [one] = 1, [two] = 2 };
        int sum = 0;
        Assert.Equal(0, Allocations.InSteadyState(() => sum += table[one] + table[two]));
        Assert.Equal(0, sum % 3);
    }
}
