using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>Certificates as TLS needs them, made of PEM texts.</summary>
internal sealed class TlsMaterial : IDisposable
{
    private TlsMaterial(TlsSecrets secrets) => Secrets = secrets;

    public TlsSecrets Secrets { get; }

    /// <summary>The authorities to trust; null for those of the system.</summary>
    public X509Certificate2Collection? Authorities { get; private init; }

    /// <summary>Our certificate with its key and intermediates; null when none is configured.</summary>
    public SslStreamCertificateContext? Own { get; private init; }

    /// <exception cref="SecretUnavailableException">A text is not there.</exception>
    /// <exception cref="CryptographicException">A text is no certificate or no key; the message does not show it.</exception>
    public static TlsMaterial Read(HttpTlsOptions tls) => From(TlsSecrets.Read(tls));

    /// <exception cref="CryptographicException">A text is no certificate or no key; the message does not show it.</exception>
    public static TlsMaterial From(TlsSecrets secrets) => new(secrets)
    {
        Authorities = secrets.Ca is { } ca ? PemCertificates.ReadAuthorities(ca.Reveal(), "ca") : null,
        Own = secrets is { Certificate: { } certificate, Key: { } key } ? PemCertificates.ReadOwn(certificate.Reveal(), key.Reveal()) : null,
    };

    public void Dispose()
    {
        foreach (var authority in Authorities ?? []) authority.Dispose();
        foreach (var intermediate in Own?.IntermediateCertificates ?? []) intermediate.Dispose();
        Own?.TargetCertificate.Dispose();
    }
}
