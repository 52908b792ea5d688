using System.Security.Authentication;
using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Http;

/// <summary>Versions of TLS as Prometheus' configurations write them, of clients and of servers: <c>min_version</c> and <c>max_version</c>.</summary>
public static class TlsVersions
{
    // Oldest first; the numbers grow with the versions. Old ones only when somebody writes them, for a peer that cannot do better.
#pragma warning disable SYSLIB0039, CA5397
    private static readonly Dictionary<string, SslProtocols> Written = new(StringComparer.Ordinal)
    {
        ["TLS10"] = SslProtocols.Tls,
        ["TLS11"] = SslProtocols.Tls11,
        ["TLS12"] = SslProtocols.Tls12,
        ["TLS13"] = SslProtocols.Tls13,
    };
#pragma warning restore SYSLIB0039, CA5397

    /// <summary>What may be written.</summary>
    public static IReadOnlyCollection<string> Words => Written.Keys;

    /// <summary>All versions from the oldest to the newest that is allowed: TLS 1.2 and 1.3 when nothing is written.</summary>
    public static SslProtocols Read(MappingReader tls, ConfigurationProblems problems)
    {
        var least = tls.Choice("min_version", Written) ?? SslProtocols.Tls12;
        var most = tls.Choice("max_version", Written) ?? SslProtocols.Tls13;
        if (least > most) problems.Error(tls.PositionOf(tls.Has("max_version") ? "max_version" : "min_version"), "max_version is lower than min_version");
        return Written.Values.Where(version => version >= least && version <= most).Aggregate(SslProtocols.None, (all, one) => all | one);
    }
}
