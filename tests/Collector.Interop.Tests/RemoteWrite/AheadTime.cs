namespace Collector.Interop.Tests.RemoteWrite;

/// <summary>A clock that is wrong: so far ahead of the system's, and otherwise as it is.</summary>
internal sealed class AheadTime(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}
