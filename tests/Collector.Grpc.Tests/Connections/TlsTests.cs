using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Collector.Grpc.Server;
using Collector.Testing;

namespace Collector.Grpc.Tests.Connections;

public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly string _ca;

    public TlsTests() => _ca = _folder.Write("ca.pem", _authority.Pem);

    [Fact]
    public async Task A_server_of_a_trusted_authority_is_believed_and_its_expiry_is_known()
    {
        var certificate = _authority.Issue("127.0.0.1");
        await using var served = await ServeAsync(certificate, new GrpcTlsOptions { CaFile = _ca });
        await EchoAsync(served);
        var connection = served.Channel.Connection!;
        Assert.Equal(new DateTimeOffset(certificate.NotAfter), connection.PeerCertificateExpiry);
        Assert.Null(connection.OwnCertificateExpiry);
        Assert.NotEqual(SslProtocols.None, connection.TlsVersion);
    }

    [Fact]
    public async Task A_server_of_another_authority_is_not()
    {
        using var other = new TestAuthority("Other CA");
        await FailsAsync(other.Issue("127.0.0.1"), new GrpcTlsOptions { CaFile = _ca }, TlsFailure.UntrustedRoot, "not come from an authority that is trusted");
    }

    [Fact]
    public async Task The_authorities_of_the_system_do_not_count_beside_ours() =>
        await FailsAsync(_authority.Issue("127.0.0.1"), new GrpcTlsOptions(), TlsFailure.UntrustedRoot, "CN=127.0.0.1");

    [Fact]
    public async Task A_certificate_for_another_name_is_refused() =>
        await FailsAsync(_authority.Issue("router.example"), new GrpcTlsOptions { CaFile = _ca }, TlsFailure.NameMismatch, "for another name");

    [Fact]
    public async Task The_server_name_may_differ_from_the_address()
    {
        await using var served = await ServeAsync(_authority.Issue("router.example"), new GrpcTlsOptions { CaFile = _ca, ServerName = "router.example" });
        await EchoAsync(served);
    }

    [Fact]
    public async Task A_certificate_that_has_expired_is_refused() =>
        await FailsAsync(
            _authority.Issue("127.0.0.1", from: DateTimeOffset.UtcNow.AddDays(-9), until: DateTimeOffset.UtcNow.AddDays(-2)),
            new GrpcTlsOptions { CaFile = _ca }, TlsFailure.Expired, "has expired");

    [Fact]
    public async Task A_certificate_that_is_not_valid_yet_is_refused() =>
        await FailsAsync(
            _authority.Issue("127.0.0.1", from: DateTimeOffset.UtcNow.AddDays(2)), new GrpcTlsOptions { CaFile = _ca }, TlsFailure.NotYetValid, "not valid yet");

    [Fact]
    public async Task Who_skips_verification_takes_any_certificate()
    {
        using var other = new TestAuthority("Other CA");
        await using var served = await ServeAsync(other.Issue("elsewhere", until: DateTimeOffset.UtcNow.AddHours(-1)), new GrpcTlsOptions { CaFile = _ca, SkipVerify = true });
        await EchoAsync(served);
    }

    [Fact]
    public async Task A_server_that_wants_a_certificate_gets_ours()
    {
        var own = _authority.Issue("collector");
        var (file, key) = TestAuthority.WritePem(own, _folder, "own");
        await using var served = await ServeAsync(_authority.Issue("127.0.0.1"), new GrpcTlsOptions { CaFile = _ca, CertificateFile = file, KeyFile = key }, wantsCertificate: true);
        await EchoAsync(served);
        Assert.Equal(new DateTimeOffset(own.NotAfter), served.Channel.Connection!.OwnCertificateExpiry);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Without_a_certificate_the_error_says_that_one_is_wanted(SslProtocols version)
    {
        await using var served = await ServeAsync(_authority.Issue("127.0.0.1"), new GrpcTlsOptions { CaFile = _ca, Versions = version }, wantsCertificate: true);
        var end = (await served.Channel.UnaryCallAsync(ServedCalls.Echo, default)).End;
        Assert.Equal((EndReason.Tls, TlsFailure.ClientCertificateRequired), (end.Reason, end.Tls));
        Assert.Contains("client certificate", end.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_read_again_for_the_next_handshake()
    {
        var (file, key) = TestAuthority.WritePem(_authority.Issue("collector", until: DateTimeOffset.UtcNow.AddDays(5)), _folder, "own");
        await using var served = await ServeAsync(_authority.Issue("127.0.0.1"), new GrpcTlsOptions { CaFile = _ca, CertificateFile = file, KeyFile = key }, wantsCertificate: true);
        await EchoAsync(served);
        var before = served.Channel.Connection!.OwnCertificateExpiry!.Value;
        TestAuthority.WritePem(_authority.Issue("collector", until: DateTimeOffset.UtcNow.AddDays(50)), _folder, "own");
        await served.Channel.UnaryCallAsync("/test.Test/Hangup", default);
        await EchoAsync(served);
        Assert.Equal(45, (served.Channel.Connection!.OwnCertificateExpiry!.Value - before).TotalDays, 0.1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no PEM")]
    public async Task A_file_without_certificates_is_named(string content)
    {
        var file = _folder.Write("broken.pem", content);
        await FailsAsync(_authority.Issue("127.0.0.1"), new GrpcTlsOptions { CaFile = file }, TlsFailure.UnreadableFile, file);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named() =>
        await FailsAsync(_authority.Issue("127.0.0.1"), new GrpcTlsOptions { CaFile = _ca, CertificateFile = "/nowhere/own.pem" }, TlsFailure.UnreadableFile, "/nowhere/own.pem");

    [Fact]
    public async Task A_server_without_TLS_is_told_from_others()
    {
        await using var plain = await GrpcServer.StartAsync(new GrpcServerOptions { Methods = ServedCalls.Methods });
        using var channel = GrpcChannel.ForAddress(plain.Address, new GrpcChannelOptions { Tls = new GrpcTlsOptions { SkipVerify = true } });
        var end = (await channel.UnaryCallAsync(ServedCalls.Echo, default)).End;
        Assert.Equal((EndReason.Tls, TlsFailure.NotTls), (end.Reason, end.Tls));
    }

    [Fact]
    public async Task A_server_with_other_versions_is_told_from_others()
    {
        await using var served = await ServeAsync(
            _authority.Issue("127.0.0.1"), new GrpcTlsOptions { CaFile = _ca, Versions = SslProtocols.Tls12 }, versions: SslProtocols.Tls13);
        var end = (await served.Channel.UnaryCallAsync(ServedCalls.Echo, default)).End;
        Assert.Equal((EndReason.Tls, TlsFailure.NoCommonVersion), (end.Reason, end.Tls));
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private static async Task EchoAsync(ServedCalls served)
    {
        var response = await served.Channel.UnaryCallAsync(ServedCalls.Echo, ServedCalls.Bytes("over TLS"));
        Assert.Equal("over TLS", ServedCalls.Text(response.Message));
    }

    private async Task FailsAsync(X509Certificate2 certificate, GrpcTlsOptions tls, TlsFailure expected, string words)
    {
        await using var served = await ServeAsync(certificate, tls);
        var end = (await served.Channel.UnaryCallAsync(ServedCalls.Echo, default)).End;
        Assert.Equal((StatusCode.Unavailable, EndReason.Tls, expected), (end.Status.StatusCode, end.Reason, end.Tls));
        Assert.Contains(words, end.Status.Detail, StringComparison.Ordinal);
    }

    private async Task<ServedCalls> ServeAsync(X509Certificate2 certificate, GrpcTlsOptions tls, bool wantsCertificate = false, SslProtocols versions = default)
    {
        var methods = new Dictionary<string, GrpcHandler>(ServedCalls.Methods)
        {
            ["/test.Test/Hangup"] = call =>
            {
                call.AbortConnection();
                return Task.FromResult(Status.OK);
            },
        };
        var server = new GrpcServerTls { Certificate = certificate, Versions = versions, ClientAuthorities = wantsCertificate ? [_authority.Certificate] : [] };
        return await ServedCalls.StartAsync(new GrpcServerOptions { Methods = methods, Tls = server }, new GrpcChannelOptions { Tls = tls });
    }
}
