using System.Net;
using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Configuration;

/// <summary>Networks whose hosts may be asked through <c>/snmp</c>, and with which credentials.</summary>
/// <param name="Networks">Any of them.</param>
/// <param name="Auths">Names of auths; null for any.</param>
internal sealed record AllowedNetworks(IReadOnlyList<IPNetwork> Networks, IReadOnlySet<string>? Auths)
{
    /// <summary>Where each auth is named.</summary>
    public IReadOnlyList<YamlScalar> AuthsAt { get; init; } = [];

    public bool Contains(IPAddress address)
    {
        foreach (var network in Networks)
        {
            if (network.Contains(address)) return true;
        }

        return false;
    }

    public bool Allows(string auth) => Auths is null || Auths.Contains(auth);
}
