using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Collector.Grpc.Server;

/// <summary>TLS of a server.</summary>
public sealed record GrpcServerTls
{
    /// <summary>With its key.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Sent along with the certificate.</summary>
    public X509Certificate2Collection Intermediates { get; init; } = [];

    /// <summary>Clients need a certificate of one of these; empty asks for none.</summary>
    public X509Certificate2Collection ClientAuthorities { get; init; } = [];

    /// <summary><see cref="SslProtocols.None"/> leaves it to the platform.</summary>
    public SslProtocols Versions { get; init; }
}
