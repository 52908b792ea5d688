using Collector.Testing;

namespace Collector.Simulator.Tests;

/// <summary>Waits for the simulator's thread to have done something that only its counters show.</summary>
internal static class Waiting
{
    /// <summary>When this returns, replies to the requests counted have been sent too.</summary>
    public static void UntilHandled(this SimulatedFleet fleet, long requests) =>
        Patience.Until(() => fleet.Counters.Requests >= requests);
}
