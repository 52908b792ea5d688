namespace Collector.Testing;

/// <summary>How much the calling thread allocates when it does something that it has done before.</summary>
public static class Allocations
{
    private const int Rounds = 10;

    /// <summary>Bytes of the thriftiest of ten rounds, after one that does not count.</summary>
    /// <remarks>
    /// A collection that another test causes charges our thread the rest of its allocation buffer, so single rounds can be wrong; work
    /// that really allocates does so in all of them.
    /// </remarks>
    public static long InSteadyState(Action round)
    {
        round();
        var least = long.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
