using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Collector.Simulator.Gnmi.Server;

/// <summary>A certificate authority that lives as long as the fleet, and the one certificate of all its devices.</summary>
internal sealed class FleetAuthority : IDisposable
{
    // A certificate with thousands of addresses would be most of what a handshake sends.
    private const int MostAddresses = 64;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;

    public FleetAuthority(DateTimeOffset now, IEnumerable<IPAddress> addresses)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Collector simulator CA", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _authority = authority.CreateSelfSigned(now.AddDays(-1), now.AddDays(365));

        var request = new CertificateRequest($"CN={GnmiFleet.ServerName}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // serverAuth
        request.CertificateExtensions.Add(Names(addresses));
        using var bare = request.Create(_authority, now.AddDays(-1), now.AddDays(364), RandomNumberGenerator.GetBytes(16));
        Certificate = bare.CopyWithPrivateKey(_key);
    }

    /// <summary>Of every device, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The authority's own certificate.</summary>
    public string Pem => _authority.ExportCertificatePem();

    public void Dispose()
    {
        Certificate.Dispose();
        _authority.Dispose();
        _key.Dispose();
    }

    private static X509Extension Names(IEnumerable<IPAddress> addresses)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(GnmiFleet.ServerName);
        names.AddDnsName("localhost");
        foreach (var address in addresses.Take(MostAddresses)) names.AddIpAddress(address);
        return names.Build();
    }
}
