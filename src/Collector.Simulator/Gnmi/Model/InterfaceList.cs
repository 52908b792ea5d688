using System.Collections.Immutable;

namespace Collector.Simulator.Gnmi.Model;

/// <summary>The interfaces of a device. Immutable, and shared by all devices whose interfaces nobody changed.</summary>
internal sealed record InterfaceList(ImmutableArray<(int Number, InterfaceChange? Change)> Rows)
{
    /// <summary>Numbers from 1.</summary>
    public static InterfaceList Of(int count) =>
        new(ImmutableArray.CreateRange(Enumerable.Range(1, count).Select(static number => (number, (InterfaceChange?)null))));
}
