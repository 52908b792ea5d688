namespace Collector.Benchmarks.Gate;

/// <summary>Two pieces of work in turns, each in short stretches: the fastest of many is what the work costs when nobody is in its way.</summary>
internal static class Stretches
{
    private const int Count = 400;
    private const long Length = 200_000; // ns: shorter than a scheduler's slice, long beside the reading of a clock
    private const long WarmUp = 300_000_000;

    /// <summary>How many times the reference's time the subject takes.</summary>
    /// <param name="subject">One invocation.</param>
    /// <param name="reference">The same of what it is compared with.</param>
    /// <param name="planted">How much slower the subject is made, to see whether the gate notices.</param>
    public static double Ratio(Action subject, Action reference, double planted)
    {
        var subjects = CallsOf(subject);
        var references = CallsOf(reference);
        var (leastSubject, leastReference) = (double.MaxValue, double.MaxValue);
        for (var stretch = 0; stretch < Count; stretch++)
        {
            leastReference = Math.Min(leastReference, Run(reference, references) / (double)references);
            leastSubject = Math.Min(leastSubject, Run(subject, (int)Math.Ceiling(subjects * planted)) / (double)subjects);
        }

        return leastSubject / leastReference;
    }

    // Also compiles the code as well as it will be.
    private static int CallsOf(Action work)
    {
        for (var began = ThreadClock.Now; ThreadClock.Now - began < WarmUp;) work();
        var calls = 1;
        while (Run(work, calls) < Length) calls *= 2;
        return calls;
    }

    private static long Run(Action work, int calls)
    {
        var began = ThreadClock.Now;
        for (var call = 0; call < calls; call++) work();
        return ThreadClock.Now - began;
    }
}
