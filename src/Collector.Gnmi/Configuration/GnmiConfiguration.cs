using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Configuration;

/// <summary>What the <c>gnmi</c> section, and the files that it names, come to.</summary>
public sealed record GnmiConfiguration
{
    public static GnmiConfiguration Empty { get; } = new();

    public GnmiOptions Options { get; init; } = GnmiOptions.Empty;

    /// <summary>The targets as groups of one, with the labels that steer: so they are built, checked and merged like any others.</summary>
    public IReadOnlyList<TargetGroup> Targets { get; init; } = [];

    /// <summary>Whether nothing in it is wrong, so that what is missing is missing.</summary>
    public bool IsSound { get; init; } = true;

    /// <summary>Absolute paths of files in gnmic's format.</summary>
    public IReadOnlyList<string> ConfigFiles { get; init; } = [];
}
