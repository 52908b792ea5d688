using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Secrets;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Web;

/// <summary>What each TLS handshake is made with: certificate, key and authority as their files are at that moment, so that a renewed certificate needs no reload.</summary>
/// <remarks>Any thread. Files are only read again when they have changed.</remarks>
internal sealed partial class ServerTls(WebConfigurationFile file, TimeProvider time, ILogger<ServerTls> logger)
{
    private readonly Lock _gate = new();
    private readonly LogBudget _unusable = new(lines: 1, TimeSpan.FromMinutes(1), time); // clients decide how often it would be said
    private WebTlsOptions? _made;
    private (FileStamp Certificate, FileStamp Key, FileStamp Authority) _version;
    private SslServerAuthenticationOptions? _current;

    /// <exception cref="AuthenticationException">The files cannot be used: the handshake fails, and says why in the log.</exception>
    public SslServerAuthenticationOptions ForNextHandshake()
    {
        try
        {
            return Current();
        }
        catch (AuthenticationException e)
        {
            if (_unusable.TryTake(out _)) LogUnusable(logger, e.Message);
            throw;
        }
    }

    private SslServerAuthenticationOptions Current()
    {
        if (!file.TryRead(out var options, out var problems) || options.Tls is not { } tls) throw new AuthenticationException($"the web configuration cannot be used: {problems}");
        lock (_gate)
        {
            try
            {
                var version = (tls.Certificate.Version, tls.Key.Version, tls.ClientAuthority?.Version ?? FileStamp.Never);
                if (_current is not null && _made == tls && version == _version) return _current;
                (_made, _version, _current) = (tls, version, Make(tls));
                return _current;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
            {
                throw new AuthenticationException($"certificate, key or client CA of the web configuration cannot be used: {e.Message}", e);
            }
        }
    }

    private static SslServerAuthenticationOptions Make(WebTlsOptions tls)
    {
        var clients = new ClientCertificates(tls);
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = PemCertificates.ReadOwn(tls.Certificate.Read(), tls.Key.Read()),
            EnabledSslProtocols = tls.Versions,
            ClientCertificateRequired = tls.ClientAuth != ClientAuthType.NoClientCert,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => clients.IsAccepted(certificate as X509Certificate2),
            CipherSuitesPolicy = tls.CipherSuites.Count > 0 && !OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS() ? new CipherSuitesPolicy(WithTls13(tls)) : null,
        };
    }

    // As in Go, the list is of TLS 1.2 and before; the three suites of 1.3 are always there.
    private static IEnumerable<TlsCipherSuite> WithTls13(WebTlsOptions tls) =>
        tls.CipherSuites.Union([TlsCipherSuite.TLS_AES_128_GCM_SHA256, TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256]);

    [LoggerMessage(LogLevel.Error, "Nobody can connect: {Problem}")]
    private static partial void LogUnusable(ILogger logger, string problem);
}
