using System.Net;
using System.Net.Sockets;
using System.Text;
using Collector.Daemon.Commands.Gnmi;
using Collector.Gnmi.Configuration;
using Collector.Gnmi.Protocol;
using Collector.Grpc;

namespace Collector.Daemon.Tests.Commands.Gnmi;

/// <summary>What somebody reads whose call fails.</summary>
public sealed class GnmiFailureTests
{
    [Fact]
    public async Task Nobody_listens()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // taken, and not listening

        var (code, output, error) = await GnmiRun.RunAsync("capabilities", socket.LocalEndPoint!.ToString()!, "--insecure");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("refused", error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Is gNMI switched on, and is its port", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_server_listens()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        var (code, _, error) = await GnmiRun.RunAsync("get", listener.LocalEndpoint.ToString()!, "--insecure", "--path", "/");

        await answering;
        Assert.NotEqual(0, code);
        Assert.Contains("Something else", error.Replace("something else", "Something else", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_target_speaks_plain_text_and_we_do_not()
    {
        await using var target = await FakeGnmiTarget.StartAsync(new CapabilityResponse());

        var (code, _, error) = await GnmiRun.RunAsync("capabilities", target.Address);

        Assert.Equal(2, code);
        Assert.Contains("--insecure", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StatusCode.Unauthenticated, "bad user", "UNAUTHENTICATED: bad user", "GNMIC_PASSWORD or --password-file")]
    [InlineData(StatusCode.Unauthenticated, "bad user", "UNAUTHENTICATED: bad user", "does not accept this user", "--username", "admin", "--password", "wrong-canary")]
    [InlineData(StatusCode.Unimplemented, "encoding \u001b[31m", "UNIMPLEMENTED: encoding ", "gnmi capabilities")]
    [InlineData(StatusCode.NotFound, "no such path", "NOT_FOUND: no such path", "There is no such path")]
    public async Task The_target_says_no(StatusCode status, string detail, string says, string hint, params string[] flags)
    {
        await using var target = await FakeGnmiTarget.StartAsync(subscribe: _ => Task.FromResult(new Status(status, detail)));

        var (code, _, error) = await GnmiRun.RunAsync(["subscribe", target.Address, "--insecure", "--path", "/", "--encoding", "json", .. flags]);

        Assert.Equal(3, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Contains(hint, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error);
        Assert.DoesNotContain("canary", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EndReason.Refused, TlsFailure.None, 161, "collector walk 192.0.2.1")]
    [InlineData(EndReason.Tls, TlsFailure.UntrustedRoot, 57400, "--tls-ca FILE")]
    [InlineData(EndReason.Tls, TlsFailure.NameMismatch, 57400, "--tls-server-name NAME")]
    [InlineData(EndReason.Tls, TlsFailure.ClientCertificateRequired, 57400, "--tls-cert FILE and --tls-key FILE")]
    [InlineData(EndReason.Tls, TlsFailure.NotTls, 57400, "--insecure")]
    [InlineData(EndReason.ConnectTimeout, TlsFailure.None, 57400, "filter")]
    [InlineData(EndReason.Deadline, TlsFailure.None, 57400, "--timeout")]
    [InlineData(EndReason.MessageTooLarge, TlsFailure.None, 57400, "--max-msg-size")]
    public void A_hint_names_what_to_try(EndReason reason, TlsFailure tls, int port, string says)
    {
        var end = new CallEnd(new Status(StatusCode.Unavailable, ""), reason) { Tls = tls };
        var target = new GnmiTargetOptions { Name = "r1", Addresses = [] };
        Assert.Contains(says, CallHint.Of(end, target, GrpcAddress.Parse($"192.0.2.1:{port}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is not HOST:PORT", "get", "a b", "--path", "/")]
    [InlineData("What should be asked for?", "get", "192.0.2.1")]
    [InlineData("--path /a[: character 3", "get", "192.0.2.1", "--path", "/a[")]
    [InlineData("--encoding", "get", "192.0.2.1", "--path", "/", "--encoding", "xml")]
    [InlineData("--insecure is plain text, and --tls-ca is about TLS", "get", "192.0.2.1", "--path", "/", "--insecure", "--tls-ca", "ca.pem")]
    [InlineData("two ways to say the same", "get", "192.0.2.1", "--path", "/", "--password", "a", "--password-file", "b")]
    [InlineData("cannot be read", "get", "192.0.2.1", "--path", "/", "--password-file", "/nowhere/password")]
    [InlineData("printable ASCII", "get", "192.0.2.1", "--path", "/", "--username", "é")]
    [InlineData("--timeout: a duration such as 30s", "get", "192.0.2.1", "--path", "/", "--timeout", "10")]
    [InlineData("--sample-interval is for --stream-mode sample", "subscribe", "192.0.2.1", "--path", "/", "--sample-interval", "10s")]
    [InlineData("--for: a duration such as 30s", "subscribe", "192.0.2.1", "--path", "/", "--for", "ever")]
    [InlineData("--count: a number from 1 on", "subscribe", "192.0.2.1", "--path", "/", "--count", "0")]
    public async Task A_command_line_that_makes_no_sense_is_refused(string says, params string[] arguments)
    {
        var (code, output, error) = await GnmiRun.RunAsync(arguments);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        _ = await stream.ReadAtLeastAsync(new byte[64], 24);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        client.Client.Shutdown(SocketShutdown.Send);
        await stream.CopyToAsync(Stream.Null);
    }
}
