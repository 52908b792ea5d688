namespace Collector.Benchmarks.Gate;

/// <summary>A benchmark of a hot path: the gate runs it and fails when one invocation allocates more than the limit.</summary>
/// <param name="bytes">For a whole invocation, however many operations it has. 0 unless something is made once for all of them.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AllocationLimitAttribute(int bytes = 0) : Attribute
{
    public int Bytes { get; } = bytes;
}
