using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Collector.Pipeline.Secrets;

/// <summary>Certificates and keys out of PEM texts, for servers and clients alike. No message shows a part of a text.</summary>
public static class PemCertificates
{
    /// <summary>The certificates of authorities, at least one.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="name">What a message calls it.</param>
    /// <exception cref="CryptographicException">It holds none.</exception>
    public static X509Certificate2Collection ReadAuthorities(string pem, string name)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities.Count > 0 ? authorities : throw new CryptographicException($"{name} holds no certificate in PEM");
    }

    /// <summary>Our own certificate with its key, and the intermediates behind it.</summary>
    /// <exception cref="CryptographicException">They are not, or do not belong together.</exception>
    public static SslStreamCertificateContext ReadOwn(string certificate, string key)
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
