using System.Globalization;
using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Rollups.Rules;

/// <summary>One rollup: which series are put together, how, and under which name.</summary>
/// <remarks>Immutable.</remarks>
public sealed record RollupRule
{
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan DefaultRemember = TimeSpan.FromHours(1);

    /// <summary>The family that it makes; two more tell of its members.</summary>
    public required string Name { get; init; }

    public string Help { get; init; } = "";

    public required RollupOperation Operation { get; init; }

    /// <summary>Which quantile, from 0 to 1.</summary>
    public double Quantile { get; init; } = 0.5;

    /// <summary>How many series <see cref="RollupOperation.Topk"/> keeps of each group.</summary>
    public int Most { get; init; } = 10;

    /// <summary>The family that is read, perhaps behind <see cref="RollupNames.AnyPrefix"/>, or <see cref="RollupNames.Up"/>.</summary>
    public required string Family { get; init; }

    /// <summary>The family is a counter, and its growth in a second is what counts.</summary>
    public bool IsRate { get; init; }

    /// <summary>Each value is divided by that of this family in the same row. Where there is none, or 0, the row does not count.</summary>
    public string? Per { get; init; }

    /// <summary>Values are multiplied by this; above 0.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The labels of a group, of targets or rows or captured; sorted. A label that a row does not have is empty there.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>All of them must accept.</summary>
    public IReadOnlyList<LabelMatcher> Matchers { get; init; } = [];

    public IReadOnlyList<LabelCapture> Captures { get; init; } = [];

    /// <summary>All of them must hold for a row to contribute. A row for which one does not hold is a member all the same: it was looked at.</summary>
    public IReadOnlyList<ValueCondition> Conditions { get; init; } = [];

    /// <summary>From one result to the next.</summary>
    public TimeSpan Interval { get; init; } = DefaultInterval;

    /// <summary>How long a series is expected that its device no longer has, at least; at most twice as long.</summary>
    public TimeSpan Remember { get; init; } = DefaultRemember;

    /// <summary>Groups there may be; rows of further ones are left out and counted.</summary>
    public int MostGroups { get; init; } = 10_000;

    public SourcePosition Position { get; init; }

    /// <summary>Whether it is about targets, not about their rows.</summary>
    public bool IsOfTargets => Family == RollupNames.Up && !IsRate;

    /// <summary>Whether a label of a group, or one that decides, may come from the inventory.</summary>
    public bool ReadsInventory => By.Concat(Matchers.Select(matcher => matcher.Label)).Concat(Captures.Select(capture => capture.Label)).Any(RollupNames.OfInventory.Contains);

    /// <summary>What is read, as it is written.</summary>
    public string Source => IsRate ? $"rate({Family})" : Family;

    /// <summary>Everything that matters to the result: two rules with the same text are the same.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture,
        $"{Name}|{Help}|{Operation}|{Quantile:R}|{Most}|{Source}|{Per}|{Scale:R}|{string.Join(',', By)}|{string.Join(',', Matchers)}|{string.Join(',', Captures)}|{string.Join(',', Conditions)}|{Interval.Ticks}|{Remember.Ticks}|{MostGroups}");
}
