using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Collector.Grpc.Connections;

/// <summary>One TLS handshake: reads the files, checks the server, and says in plain words why it failed.</summary>
internal static class TlsHandshake
{
    public static async Task<(ObservedTls Stream, ConnectionDetails Details)> RunAsync(
        Stream transport, GrpcTlsOptions tls, string host, ConnectionDetails details, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var verdict = new TlsVerdict(tls, now);
        ObservedTls? secured = null;
        try
        {
            secured = new ObservedTls(transport);
            var own = TlsFiles.ReadOwn(tls);
            await secured.AuthenticateAsClientAsync(Options(tls, host, own, verdict), cancellationToken);
            if (secured.NegotiatedApplicationProtocol != SslApplicationProtocol.Http2)
            {
                throw new DialException(EndReason.Tls, TlsFailure.NoHttp2, $"{host}: the server speaks TLS, but did not choose HTTP/2 (ALPN)");
            }

            var stream = secured;
            secured = null;
            return (stream, details with
            {
                TlsVersion = stream.SslProtocol,
                PeerCertificateExpiry = (stream.RemoteCertificate as X509Certificate2)?.Expiry(),
                OwnCertificateExpiry = own?.TargetCertificate.Expiry(),
            });
        }
        catch (Exception error) when (error is AuthenticationException or IOException and not DialException)
        {
            var (failure, text) = verdict.Explain(error);
            throw new DialException(EndReason.Tls, failure, $"{host}: {text}", error);
        }
        finally
        {
            if (secured is not null) await secured.DisposeAsync();
        }
    }

    private static SslClientAuthenticationOptions Options(GrpcTlsOptions tls, string host, SslStreamCertificateContext? own, TlsVerdict verdict) => new()
    {
        TargetHost = tls.ServerName ?? host,
        ApplicationProtocols = [SslApplicationProtocol.Http2],
        EnabledSslProtocols = tls.Versions,
        ClientCertificateContext = own,
        CertificateChainPolicy = TlsFiles.ReadAuthorities(tls) is { } authorities ? Trusting(authorities) : null,
        RemoteCertificateValidationCallback = verdict.Decide, // decides as the platform did; it is there to remember why
    };

    private static DateTimeOffset Expiry(this X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());

    private static X509ChainPolicy Trusting(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
