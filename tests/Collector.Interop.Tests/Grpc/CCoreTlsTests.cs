using Collector.Grpc;
using Collector.Testing;

namespace Collector.Interop.Tests.Grpc;

/// <summary>Our client against gRPC's C-core, over TLS.</summary>
public sealed class CCoreTlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly string _ca;

    public CCoreTlsTests() => _ca = _folder.Write("ca.pem", _authority.Pem);

    [Fact]
    public async Task A_server_of_our_authority_is_believed()
    {
        await using var server = await RealGrpcServer.StartAsync("127.9.0.20", RealGrpcServer.Tls(_authority.Issue("127.9.0.20"), _folder));
        using var channel = Channel(server, new GrpcTlsOptions { CaFile = _ca });
        Assert.Equal("hello", CCoreTests.Text((await channel.UnaryCallAsync("/test.Test/Echo", "hello"u8.ToArray())).Message));
        Assert.NotNull(channel.Connection!.PeerCertificateExpiry);
    }

    [Fact]
    public async Task A_server_of_another_authority_is_not()
    {
        using var other = new TestAuthority("Other CA");
        await using var server = await RealGrpcServer.StartAsync("127.9.0.21", RealGrpcServer.Tls(other.Issue("127.9.0.21"), _folder));
        using var channel = Channel(server, new GrpcTlsOptions { CaFile = _ca });
        var end = (await channel.UnaryCallAsync("/test.Test/Echo", default)).End;
        Assert.Equal((EndReason.Tls, TlsFailure.UntrustedRoot), (end.Reason, end.Tls));
    }

    [Fact]
    public async Task A_server_that_wants_a_certificate_gets_ours_or_is_said_to_want_one()
    {
        var (file, key) = TestAuthority.WritePem(_authority.Issue("collector"), _folder, "own");
        await using var server = await RealGrpcServer.StartAsync(
            "127.9.0.22", [.. RealGrpcServer.Tls(_authority.Issue("127.9.0.22"), _folder), "--client-ca", _ca]);
        using var known = Channel(server, new GrpcTlsOptions { CaFile = _ca, CertificateFile = file, KeyFile = key });
        Assert.True((await known.UnaryCallAsync("/test.Test/Echo", default)).Status.IsOK);

        using var unknown = Channel(server, new GrpcTlsOptions { CaFile = _ca });
        var end = (await unknown.UnaryCallAsync("/test.Test/Echo", default)).End;
        Assert.Equal((EndReason.Tls, TlsFailure.ClientCertificateRequired), (end.Reason, end.Tls));
        Assert.Contains("client certificate", end.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_TLS_is_told_from_others()
    {
        await using var server = await RealGrpcServer.StartAsync("127.9.0.23");
        using var channel = Channel(server, new GrpcTlsOptions { CaFile = _ca });
        var end = (await channel.UnaryCallAsync("/test.Test/Echo", default)).End;
        Assert.Equal((EndReason.Tls, TlsFailure.NotTls), (end.Reason, end.Tls));
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private static GrpcChannel Channel(RealGrpcServer server, GrpcTlsOptions tls) => GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { Tls = tls });
}
