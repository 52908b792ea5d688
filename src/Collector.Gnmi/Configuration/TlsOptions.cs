using System.Security.Authentication;

namespace Collector.Gnmi.Configuration;

/// <summary>TLS towards one target. Paths are absolute; files are read again for the next handshake.</summary>
public sealed record TlsOptions
{
    public bool SkipVerify { get; init; }

    public string? CaFile { get; init; }

    public string? CertificateFile { get; init; }

    public string? KeyFile { get; init; }

    /// <summary>Sent as SNI and looked for in the certificate; null for the host of the address.</summary>
    public string? ServerName { get; init; }

    /// <summary><see cref="SslProtocols.None"/> leaves it to the platform.</summary>
    public SslProtocols Versions { get; init; }
}
