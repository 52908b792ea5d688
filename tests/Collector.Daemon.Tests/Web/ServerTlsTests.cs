using System.Security.Authentication;
using Collector.Daemon.Web;
using Collector.Testing;

namespace Collector.Daemon.Tests.Web;

/// <summary>What an operator reads while nobody can connect.</summary>
public sealed class ServerTlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly ManualTime _time = new();
    private readonly RecordingLogger<ServerTls> _log = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_file_that_cannot_be_used_is_told_once_a_minute()
    {
        var tls = Open("bogus: 1");
        for (var handshake = 0; handshake < 3; handshake++) Assert.Throws<AuthenticationException>(tls.ForNextHandshake);
        Assert.Contains("web.yml:1:1: unknown key \"bogus\"", Assert.Single(_log.Entries), StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Throws<AuthenticationException>(tls.ForNextHandshake);
        Assert.Equal(2, _log.Entries.Count);
    }

    [Fact]
    public void A_key_of_another_certificate_is_told_without_a_part_of_it()
    {
        using (var first = _authority.Issue("first")) TestAuthority.WritePem(first, _folder, "server");
        using (var other = _authority.Issue("other")) TestAuthority.WritePem(other, _folder, "other");
        var tls = Open("tls_server_config: { cert_file: server.pem, key_file: other.key }");

        Assert.Throws<AuthenticationException>(tls.ForNextHandshake);

        Assert.StartsWith("Error: Nobody can connect: certificate, key or client CA of the web configuration cannot be used: cert and key are not", Assert.Single(_log.Entries), StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", _log.Entries[0], StringComparison.Ordinal);
    }

    private ServerTls Open(string yaml) => new(new WebConfigurationFile(_folder.Write("web.yml", yaml)), _time, _log);
}
