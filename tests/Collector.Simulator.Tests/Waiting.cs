namespace Collector.Simulator.Tests;

/// <summary>Waits for the simulator's thread to have done something that only its counters show.</summary>
internal static class Waiting
{
    // Only a broken simulator keeps us waiting so long.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    /// <summary>When this returns, replies to the requests counted have been sent too.</summary>
    public static void UntilHandled(this SimulatedFleet fleet, long requests) =>
        Until(() => fleet.Counters.Requests >= requests);

    public static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, _patience), "Nothing happened.");
}
