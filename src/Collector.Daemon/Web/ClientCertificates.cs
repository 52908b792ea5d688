using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Collector.Pipeline.Secrets;

namespace Collector.Daemon.Web;

/// <summary>Judges the certificate that a client shows, if it shows one.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class ClientCertificates(WebTlsOptions tls)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2"; // id-kp-clientAuth, RFC 5280 section 4.2.1.12
    private const string SubjectAlternativeName = "2.5.29.17";

    private readonly X509Certificate2Collection _authorities = Read(tls.ClientAuthority);

    public bool IsAccepted(X509Certificate2? certificate) => tls.ClientAuth switch
    {
        ClientAuthType.NoClientCert or ClientAuthType.RequestClientCert => true,
        ClientAuthType.RequireAnyClientCert => certificate is not null,
        ClientAuthType.VerifyClientCertIfGiven => certificate is null || IsTrusted(certificate),
        _ => certificate is not null && IsTrusted(certificate),
    };

    /// <summary>DNS names, e-mail addresses, IP addresses and URIs that a certificate is for (RFC 5280 section 4.2.1.6).</summary>
    public static IReadOnlyList<string> NamesOf(X509Certificate2 certificate)
    {
        var names = new List<string>();
        if (certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == SubjectAlternativeName) is not { } found) return names;
        try
        {
            var list = new AsnReader(found.RawData, AsnEncodingRules.DER).ReadSequence();
            while (list.HasData)
            {
                var tag = list.PeekTag();
                switch (tag.TagValue)
                {
                    case 1 or 2 or 6:
                        names.Add(list.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                        break;
                    case 7:
                        names.Add(AddressText(list.ReadOctetString(tag)));
                        break;
                    default:
                        list.ReadEncodedValue();
                        break;
                }
            }
        }
        catch (AsnContentException)
        {
            // Names that cannot be read are none that anybody allowed.
        }

        return names;
    }

    private static string AddressText(byte[] octets) => octets.Length is 4 or 16 ? new IPAddress(octets).ToString() : "";

    private static X509Certificate2Collection Read(PemText? authority) => authority is null ? [] : PemCertificates.ReadAuthorities(authority.Read(), "the client CA");

    private bool IsTrusted(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // as Go, which asks nobody
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return chain.Build(certificate) && (tls.ClientNames.Count == 0 || NamesOf(certificate).Intersect(tls.ClientNames, StringComparer.Ordinal).Any());
    }
}
