namespace Collector.Pipeline.Targets;

/// <summary>What a target may be asked at most, beside what is learned of it: for agents whose owners know them to be weak.</summary>
public sealed record RequestLimits
{
    /// <summary>Nothing but what is learned.</summary>
    public static readonly RequestLimits None = new();

    /// <summary>The longest gap that can be asked for.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(1);

    /// <summary>The most that <see cref="InFlight"/> can be.</summary>
    public const int MostInFlight = 64;

    /// <summary>The most that <see cref="Backoff"/> can be.</summary>
    public const int MostBackoff = 100;

    /// <summary>The least time from one request to the next, repetitions included; zero for none.</summary>
    public TimeSpan Gap { get; init; }

    /// <summary>The most requests that may be under way to it, 1 to <see cref="MostInFlight"/>; null leaves it to what the target shows.</summary>
    public int? InFlight { get; init; }

    /// <summary>While it is silent, the most poll intervals from one question to the next, 1 to <see cref="MostBackoff"/>.</summary>
    public int Backoff { get; init; } = 1;
}
