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
        Authorities = secrets.Ca is { } ca ? ReadAuthorities(ca.Reveal()) : null,
        Own = secrets is { Certificate: { } certificate, Key: { } key } ? ReadOwn(certificate.Reveal(), key.Reveal()) : null,
    };

    public void Dispose()
    {
        foreach (var authority in Authorities ?? []) authority.Dispose();
        foreach (var intermediate in Own?.IntermediateCertificates ?? []) intermediate.Dispose();
        Own?.TargetCertificate.Dispose();
    }

    private static X509Certificate2Collection ReadAuthorities(string pem)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("ca holds no certificate in PEM");
    }

    private static SslStreamCertificateContext ReadOwn(string certificate, string key)
    {
        try
        {
            var leaf = X509Certificate2.CreateFromPem(certificate, key);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificate);
            return SslStreamCertificateContext.Create(leaf, chain, offline: true);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new CryptographicException("cert and key are not a certificate and its key in PEM", e);
        }
    }
}
