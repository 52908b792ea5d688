using System.Net;
using System.Net.Sockets;
using Collector.Grpc.Server;
using Collector.Testing;

namespace Collector.Grpc.Tests.Connections;

public sealed class AddressTests
{
    [Theory]
    [InlineData("router.example:57400", "router.example", 57400, "router.example:57400")]
    [InlineData("router.example", "router.example", 9339, "router.example:9339")]
    [InlineData("192.0.2.1:1", "192.0.2.1", 1, "192.0.2.1:1")]
    [InlineData("[2001:db8::1]:6030", "2001:db8::1", 6030, "[2001:db8::1]:6030")]
    [InlineData("[2001:db8::1]", "2001:db8::1", 9339, "[2001:db8::1]:9339")]
    [InlineData("2001:db8::1", "2001:db8::1", 9339, "[2001:db8::1]:9339")]
    public void Hosts_and_ports_are_read(string text, string host, int port, string authority)
    {
        Assert.True(GrpcAddress.TryParse(text, 9339, out var address));
        Assert.Equal((host, port, authority), (address.Host, address.Port, address.Authority));
    }

    [Theory]
    [InlineData("unix:///run/gnmi.sock")]
    [InlineData("unix:/run/gnmi.sock")]
    public void A_socket_file_is_read(string text)
    {
        Assert.True(GrpcAddress.TryParse(text, 0, out var address));
        Assert.Equal(("/run/gnmi.sock", "localhost", "unix:///run/gnmi.sock"), (address.Path, address.Authority, address.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":1")]
    [InlineData("a b:1")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:-1")]
    [InlineData("host:x")]
    [InlineData("host:")]
    [InlineData("[::1")]
    [InlineData("[host]:1")]
    [InlineData("[::1]x:1")]
    [InlineData("http://host:1")]
    [InlineData("unix:")]
    public void What_is_no_address_is_refused(string text) => Assert.False(GrpcAddress.TryParse(text, 9339, out _));

    [Fact]
    public void Without_a_default_there_must_be_a_port() => Assert.Throws<FormatException>(() => GrpcAddress.Parse("router.example"));

    [Fact]
    public async Task A_call_goes_through_a_socket_file()
    {
        using var folder = new TemporaryFolder();
        await EchoAsync(new UnixDomainSocketEndPoint(folder["gnmi.sock"]));
    }

    [Fact]
    public async Task A_call_goes_over_IPv6() => await EchoAsync(new IPEndPoint(IPAddress.IPv6Loopback, 0));

    [Fact]
    public async Task A_name_is_looked_up()
    {
        await using var server = await GrpcServer.StartAsync(new GrpcServerOptions { Methods = ServedCalls.Methods });
        using var channel = GrpcChannel.ForAddress(GrpcAddress.Parse($"localhost:{server.Port}"), new GrpcChannelOptions());
        Assert.True((await channel.UnaryCallAsync(ServedCalls.Echo, default)).Status.IsOK);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_not_a_refusal()
    {
        using var channel = GrpcChannel.ForAddress(GrpcAddress.Parse("no-such-host.invalid:1"), new GrpcChannelOptions());
        Assert.Equal(EndReason.NameResolution, (await channel.UnaryCallAsync(ServedCalls.Echo, default)).End.Reason);
    }

    [Fact]
    public async Task A_peer_that_accepts_and_says_nothing_costs_the_connect_timeout()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var time = new ManualTime();
        var options = new GrpcChannelOptions { Tls = new GrpcTlsOptions(), Time = time, ConnectTimeout = TimeSpan.FromSeconds(7) };
        using var channel = GrpcChannel.ForAddress(GrpcAddress.Parse(silent.LocalEndpoint.ToString()!), options);
        var call = channel.UnaryCallAsync(ServedCalls.Echo, default);
        using var accepted = await silent.AcceptTcpClientAsync();
        await accepted.GetStream().ReadExactlyAsync(new byte[1]); // the handshake has begun
        time.Advance(TimeSpan.FromSeconds(7));
        var end = (await call).End;
        Assert.Equal((StatusCode.Unavailable, EndReason.ConnectTimeout), (end.Status.StatusCode, end.Reason));
        Assert.Contains("no TLS handshake within 7 s", end.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TCP_asks_whether_the_peer_is_still_there()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Collector.Grpc.Connections.Liveness.Set(socket, new GrpcChannelOptions());
        await socket.ConnectAsync(listener.LocalEndpoint);
        Assert.Equal(1, socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive));
        Assert.Equal(30, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime));
        if (!OperatingSystem.IsLinux()) return;
        var milliseconds = new byte[4];
        socket.GetRawSocketOption(6, 18, milliseconds);
        Assert.Equal(60_000, BitConverter.ToInt32(milliseconds));
    }

    private static async Task EchoAsync(EndPoint endPoint)
    {
        await using var served = await ServedCalls.StartAsync(new GrpcServerOptions { EndPoints = [endPoint], Methods = ServedCalls.Methods });
        Assert.Equal("hi", ServedCalls.Text((await served.Channel.UnaryCallAsync(ServedCalls.Echo, ServedCalls.Bytes("hi"))).Message));
    }
}
