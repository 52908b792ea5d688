namespace Collector.Simulator.Mib;

/// <summary>One row of a table: the index in its OIDs, and the number that its values are computed from.</summary>
/// <remarks>They differ once an interface was given another index, and in tables whose indexes have holes.</remarks>
internal readonly record struct Row(uint Index, int Number, InterfaceOverride? Override = null)
{
    /// <summary>The number whose name the row shows: its own, unless names were exchanged.</summary>
    public int NameNumber => Override?.NameNumber ?? Number;
}
