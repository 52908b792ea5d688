using Collector.Pipeline.Configuration;

namespace Collector.Snmp.Profiles;

/// <summary>One entry of <c>profiles</c>: the modules of a kind of device.</summary>
public sealed record TargetProfile
{
    public required string Name { get; init; }

    public SourcePosition Position { get; init; }

    /// <summary>Any of these is enough.</summary>
    public IReadOnlyList<ProfileMatch> Matches { get; init; } = [];

    /// <summary>Names of modules, each once.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    /// <summary>Whether it came with the collector; a user's own goes before it where both match as precisely.</summary>
    public bool IsBuiltIn { get; init; }
}
