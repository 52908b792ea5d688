using Collector.Daemon.Configuration;

namespace Collector.Daemon.Tests.Configuration;

public class ListenAddressTests
{
    [Theory]
    [InlineData("0.0.0.0:9116", "0.0.0.0:9116")]
    [InlineData(":9116", "[::]:9116")]
    [InlineData("[::1]:0", "[::1]:0")]
    [InlineData("localhost:80", "127.0.0.1:80")]
    public void An_address_and_a_port_are_taken(string text, string endpoint)
    {
        Assert.True(ListenAddress.TryParse(text, out var parsed));
        Assert.Equal(endpoint, parsed.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("9116")]
    [InlineData("0.0.0.0")]
    [InlineData("0.0.0.0:")]
    [InlineData("0.0.0.0:65536")]
    [InlineData("0.0.0.0:-1")]
    [InlineData("::1")]
    [InlineData("::1:9116")]
    [InlineData("some.host:9116")]
    public void Anything_else_is_refused(string text) => Assert.False(ListenAddress.TryParse(text, out _));
}
