using System.Security.Authentication;
using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>How servers are checked, and what we show them: <c>tls_config</c>.</summary>
public sealed record HttpTlsOptions
{
    /// <summary>PEM of the authorities to trust; null for those of the system.</summary>
    public SecretSource? Ca { get; init; }

    /// <summary>PEM of our certificate, with intermediates behind it.</summary>
    public SecretSource? Certificate { get; init; }

    public SecretSource? Key { get; init; }

    /// <summary>The name to ask for and to expect; null for the one in the URL.</summary>
    public string? ServerName { get; init; }

    public bool SkipVerify { get; init; }

    /// <summary>TLS 1.2 and later unless written otherwise.</summary>
    public SslProtocols Versions { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>Whether something is read anew and may be another one the next time.</summary>
    internal bool Rotates => Ca is not (null or WrittenSecret) || Certificate is not (null or WrittenSecret) || Key is not (null or WrittenSecret);
}
