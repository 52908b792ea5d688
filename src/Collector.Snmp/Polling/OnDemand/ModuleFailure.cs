using Collector.Pipeline.Store;
using Collector.Snmp.Transport;

namespace Collector.Snmp.Polling.OnDemand;

/// <summary>Why a module has no result.</summary>
/// <param name="IsGet">Whether it was a GET that failed, or a walk.</param>
/// <param name="End">How it ended; <see cref="WalkEnd.Deadline"/> when whoever asked waits no longer.</param>
/// <param name="ErrorStatus">What the agent said, for <see cref="WalkEnd.AgentError"/>.</param>
/// <param name="Retries">How often a request was sent again at most.</param>
/// <param name="Unreachable">What the network said, for <see cref="WalkEnd.Unreachable"/>.</param>
public sealed record ModuleFailure(bool IsGet, WalkEnd End, int ErrorStatus, int Retries, UnreachableReason? Unreachable)
{
    /// <summary>Why the agent would not talk to us, as far as it said, for <see cref="WalkEnd.Timeout"/>.</summary>
    public AccessProblem Problem { get; init; }

    /// <summary>The two names, for <see cref="WalkEnd.NotIncreasing"/>: the last one and what came after it.</summary>
    public string? Disorder { get; init; }
}
