using System.Collections.Immutable;

namespace Collector.Simulator.Gnmi.Model;

/// <summary>What a script changed about one interface; everything else follows the formula.</summary>
internal sealed record InterfaceChange
{
    public static readonly InterfaceChange None = new();

    public string? Description { get; init; }

    public bool? IsUp { get; init; }

    /// <summary>Counters that are held at a value, by the leaf's name.</summary>
    public ImmutableDictionary<string, ulong> Counters { get; init; } = ImmutableDictionary<string, ulong>.Empty;
}
