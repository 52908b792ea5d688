namespace Collector.LoadTest.Scenarios;

/// <summary>The sizes that every scenario understands.</summary>
internal sealed record LoadOptions
{
    public required int Devices { get; init; }

    /// <summary>Of each device.</summary>
    public required int Interfaces { get; init; }

    /// <summary>Between two polls of a target: a round.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>Rounds that are measured, after two to warm up.</summary>
    public required int Rounds { get; init; }

    /// <summary>For scenarios that go on for a time rather than for rounds; for `pause`, how long the daemon stands still.</summary>
    public required TimeSpan Length { get; init; }
}
