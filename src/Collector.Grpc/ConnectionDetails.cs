using System.Net;
using System.Security.Authentication;

namespace Collector.Grpc;

/// <summary>A connection as it was when it was made.</summary>
public sealed record ConnectionDetails
{
    /// <summary>Of the server.</summary>
    public required EndPoint RemoteEndPoint { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary><see cref="SslProtocols.None"/> in plain text.</summary>
    public SslProtocols TlsVersion { get; init; }

    /// <summary>When the server's certificate ends; null in plain text.</summary>
    public DateTimeOffset? PeerCertificateExpiry { get; init; }

    /// <summary>When the certificate ends that we offered; null when there is none.</summary>
    public DateTimeOffset? OwnCertificateExpiry { get; init; }
}
