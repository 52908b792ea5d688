using Collector.Daemon.Web.Passwords;

namespace Collector.Daemon.Web;

/// <summary>A web configuration file as written: the format of Prometheus' exporter-toolkit, which all its exporters share.</summary>
internal sealed record WebOptions
{
    /// <summary>Plain HTTP for everybody.</summary>
    public static WebOptions None { get; } = new();

    /// <summary>Null: plain HTTP.</summary>
    public WebTlsOptions? Tls { get; init; }

    /// <summary>Whether HTTP/2 is spoken, which takes TLS. Only at the start.</summary>
    public bool Http2 { get; init; } = true;

    /// <summary>Headers of every response.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Who may come in; empty lets everybody in.</summary>
    public IReadOnlyDictionary<string, BcryptHash> Users { get; init; } = new Dictionary<string, BcryptHash>(StringComparer.Ordinal);

    /// <summary>The time in which a request is allowed; zero limits nothing. Only at the start.</summary>
    public TimeSpan RateInterval { get; init; }

    /// <summary>Requests allowed at once after a pause.</summary>
    public int RateBurst { get; init; }
}
