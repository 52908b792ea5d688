using System.Net;
using Collector.Daemon.Configuration;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Targets;
using Collector.Snmp.Transport;
using Collector.Snmp.Transport.Addresses;

namespace Collector.Daemon.Endpoints.OnDemand;

/// <summary>Says whether whoever can reach an endpoint may have an address asked: by the list of networks, and by the targets in force.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class AskingRights(RunningConfiguration running, TargetRegistry registry)
{
    private readonly Published<ScheduledTargets> _scheduled = new(ScheduledTargets.Of(TargetSet.Empty, null));

    /// <summary>Why not, in words; null when all of the addresses may be asked.</summary>
    /// <param name="asked">As it was written.</param>
    /// <param name="addresses">What it was found to be.</param>
    /// <param name="auth">The name of the credentials.</param>
    public string? Refusal(TargetAddress asked, IReadOnlyList<IPAddress> addresses, string auth)
    {
        var allowed = running.Current.Options.Snmp.Endpoint.AllowedTargets;
        if (!allowed.HasConfigured) return allowed.Refusal(addresses, auth);
        var scheduled = Scheduled();
        return allowed.Refusal(addresses, auth, scheduled.HasName(asked, auth) ? _ => true : address => scheduled.Has(TransportEndpoint.From(address, asked.Port, asked.Protocol), auth));
    }

    private ScheduledTargets Scheduled()
    {
        var (set, known) = (registry.Current, _scheduled.Value);
        if (ReferenceEquals(known.Set, set)) return known;
        var now = ScheduledTargets.Of(set, running.Modules);
        _scheduled.Publish(now); // two threads may both do this, and both come to the same
        return now;
    }
}
