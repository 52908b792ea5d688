namespace Collector.Benchmarks.Gate;

/// <summary>
/// Runs every benchmark with an <see cref="AllocationLimitAttribute"/> and tells which allocate more than they may. Quick, so that the tests
/// can do it: times are BenchmarkDotNet's business.
/// </summary>
internal static class AllocationGate
{
    /// <summary>The exit code: 0 when all limits were kept.</summary>
    public static int Run(TextWriter output)
    {
        var broken = 0;
        var count = 0;
        foreach (var benchmark in GatedBenchmark.FindAll<AllocationLimitAttribute>())
        {
            var bytes = benchmark.Measure();
            var isKept = bytes <= benchmark.Limit;
            output.WriteLine($"{benchmark.Name,-60} {bytes,12:0.##} B, at most {benchmark.Limit}{(isKept ? "" : "  BROKEN")}");
            count++;
            if (!isKept) broken++;
        }

        output.WriteLine($"{count} hot paths, {broken} allocate more than they may");
        return broken == 0 && count > 0 ? 0 : 1;
    }
}
