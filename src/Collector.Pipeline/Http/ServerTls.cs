using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Collector.Pipeline.Http;

/// <summary>How one server is spoken to over TLS.</summary>
internal static class ServerTls
{
    /// <param name="tls">As configured.</param>
    /// <param name="material">What was read for it.</param>
    /// <param name="expectsOtherName">The name is not compared with the URL's but with <see cref="HttpTlsOptions.ServerName"/>, because the HTTP stack asks for the URL's.</param>
    [SuppressMessage("Security", "CA5359", Justification = "insecure_skip_verify asks for it in so many words")]
    public static SslClientAuthenticationOptions Options(HttpTlsOptions tls, TlsMaterial material, bool expectsOtherName)
    {
        var options = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = tls.Versions,
            ClientCertificateContext = material.Own,
            CertificateChainPolicy = material.Authorities is { } authorities && !tls.SkipVerify ? Trusting(authorities) : null,
        };
        if (tls.SkipVerify) options.RemoteCertificateValidationCallback = AcceptAnything;
        else if (expectsOtherName && tls.ServerName is { } name) options.RemoteCertificateValidationCallback = (_, certificate, _, errors) => Accepts(certificate, errors, name);
        return options;
    }

    private static bool Accepts(X509Certificate? certificate, SslPolicyErrors errors, string name) =>
        (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None && certificate is X509Certificate2 leaf && leaf.MatchesHostname(name);

    private static bool AcceptAnything(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => true;

    private static X509ChainPolicy Trusting(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
