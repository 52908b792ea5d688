using System.Collections.Frozen;
using Collector.Pipeline.Targets;
using Collector.Snmp.Modules;
using Collector.Snmp.Transport;
using Collector.Snmp.Transport.Addresses;

namespace Collector.Daemon.Endpoints.OnDemand;

/// <summary>The SNMP targets of a set, found by where they are and what they are asked with.</summary>
/// <remarks>Immutable.</remarks>
internal sealed class ScheduledTargets
{
    private readonly FrozenSet<(TransportEndpoint Endpoint, string Auth)> _endpoints;
    private readonly FrozenSet<(string Name, string Auth)> _names;

    private ScheduledTargets(TargetSet set, HashSet<(TransportEndpoint, string)> endpoints, HashSet<(string, string)> names) =>
        (Set, _endpoints, _names) = (set, endpoints.ToFrozenSet(), names.ToFrozenSet());

    public TargetSet Set { get; }

    /// <param name="set">The targets.</param>
    /// <param name="modules">Tell the auths that modules of older files have of their own; null for none.</param>
    public static ScheduledTargets Of(TargetSet set, SnmpModules? modules)
    {
        var endpoints = new HashSet<(TransportEndpoint, string)>();
        var names = new HashSet<(string, string)>();
        foreach (var target in set.Where(target => target.Protocol == Target.Snmp))
        {
            if (!TargetAddress.TryParse(target.Address, out var address, out _)) continue;
            foreach (var auth in target.Modules.Select(module => modules?.AuthOf(module)).OfType<string>().Append(target.Auth))
            {
                if (address.TryGetEndpoint(out var endpoint)) endpoints.Add((endpoint, auth));
                else names.Add((NameOf(address), auth));
            }
        }

        return new ScheduledTargets(set, endpoints, names);
    }

    public bool Has(TransportEndpoint endpoint, string auth) => _endpoints.Contains((endpoint, auth));

    /// <summary>Whether a target is written with this name: then it is looked up for every poll anyway.</summary>
    public bool HasName(TargetAddress asked, string auth) => asked.IsName && _names.Contains((NameOf(asked), auth));

    private static string NameOf(TargetAddress address) => address.ToString().ToUpperInvariant();
}
