using System.Security.Authentication;

namespace Collector.Grpc;

/// <summary>TLS of a channel. Files are PEM and are read again for every handshake, so that a renewed certificate needs no restart.</summary>
public sealed record GrpcTlsOptions
{
    /// <summary>Encrypts, but believes any certificate.</summary>
    public bool SkipVerify { get; init; }

    /// <summary>The only authorities to trust; null for those of the system.</summary>
    public string? CaFile { get; init; }

    /// <summary>Ours, with its intermediates after it; null for none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The key of <see cref="CertificateFile"/>; null when it is in the same file.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Sent as SNI and looked for in the server's certificate; null for the host of the address.</summary>
    public string? ServerName { get; init; }

    /// <summary><see cref="SslProtocols.None"/> leaves it to the platform.</summary>
    public SslProtocols Versions { get; init; }
}
