using System.Collections.Immutable;

namespace Collector.Simulator.Mib;

/// <summary>What a script changed about one interface; everything else of the row follows the formula.</summary>
internal sealed record InterfaceOverride
{
    public static readonly InterfaceOverride None = new();

    public int? NameNumber { get; init; }
    public byte[]? Name { get; init; }
    public byte[]? Alias { get; init; }
    public ImmutableDictionary<InterfaceCounter, ulong> Counters { get; init; } = ImmutableDictionary<InterfaceCounter, ulong>.Empty;
}
