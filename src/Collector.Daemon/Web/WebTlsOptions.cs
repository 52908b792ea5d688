using System.Net.Security;
using System.Security.Authentication;

namespace Collector.Daemon.Web;

/// <summary><c>tls_server_config</c>. Of each text either the file or what is written inline counts; the file goes first.</summary>
internal sealed record WebTlsOptions
{
    public required PemText Certificate { get; init; }

    public required PemText Key { get; init; }

    /// <summary>Who signs clients' certificates.</summary>
    public PemText? ClientAuthority { get; init; }

    public ClientAuthType ClientAuth { get; init; }

    /// <summary>One of these must be among the names of a client's certificate; empty allows every name.</summary>
    public IReadOnlyList<string> ClientNames { get; init; } = [];

    public SslProtocols Versions { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>For TLS 1.2 and before; empty leaves the choice to the library.</summary>
    public IReadOnlyList<TlsCipherSuite> CipherSuites { get; init; } = [];
}
