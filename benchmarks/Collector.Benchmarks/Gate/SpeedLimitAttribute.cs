namespace Collector.Benchmarks.Gate;

/// <summary>A benchmark of a hot path: the speed gate runs it beside a reference and fails when it has become more than twice as slow as recorded.</summary>
/// <param name="reference">What is most like its work, so that the two are fast and slow on the same machines.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SpeedLimitAttribute(ReferenceKind reference = ReferenceKind.Octets) : Attribute
{
    public ReferenceKind Reference { get; } = reference;
}
