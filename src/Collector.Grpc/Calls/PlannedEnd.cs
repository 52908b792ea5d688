namespace Collector.Grpc.Calls;

/// <summary>Knows the words in which servers say that they only end a connection that has become old or idle.</summary>
/// <remarks>gRPC has no status for it: it is <see cref="StatusCode.Unavailable"/> with a text of the implementation.</remarks>
internal static class PlannedEnd
{
    // C-core says "enter idle" when the age of a connection is over, "max_age" and "max_idle" when its grace is over too.
    private static readonly string[] Words = ["enter idle", "max_age", "max_idle", "max connection age", "GOAWAY received"];

    public static bool IsSaidBy(in Status status)
    {
        var text = status.Detail;
        return status.StatusCode == StatusCode.Unavailable && Words.Any(words => text.Contains(words, StringComparison.OrdinalIgnoreCase));
    }
}
