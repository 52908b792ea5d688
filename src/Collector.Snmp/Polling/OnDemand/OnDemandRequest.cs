using Collector.Snmp.Security;
using Collector.Snmp.Transport;

namespace Collector.Snmp.Polling.OnDemand;

/// <summary>What somebody wants to know now: requests that are equal share one walk.</summary>
/// <param name="Endpoint">Where to ask, looked up and checked already.</param>
/// <param name="ModuleList">Names of modules, each once, separated by commas, in the order in which they are shown.</param>
/// <param name="Auth">The name of the credentials.</param>
/// <param name="Context">The context, for SNMPv3.</param>
public sealed record OnDemandRequest(TransportEndpoint Endpoint, string ModuleList, string Auth, SnmpContext Context)
{
    /// <summary>Whether a Counter64 begins anew at 2^53.</summary>
    public bool WrapLargeCounters { get; init; }
}
