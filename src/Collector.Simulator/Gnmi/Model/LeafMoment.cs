using Collector.Simulator.Mib;

namespace Collector.Simulator.Gnmi.Model;

/// <summary>Where and when a leaf is asked for: all that a formula may look at.</summary>
internal readonly struct LeafMoment
{
    public required int Device { get; init; }

    /// <summary>What the row's values are computed from; 0 for what is no list.</summary>
    public required int Number { get; init; }

    /// <summary>Ticks of 10 ms since the device started.</summary>
    public required ulong Uptime { get; init; }

    /// <summary>When the device started, in nanoseconds since the Unix epoch.</summary>
    public required long StartNs { get; init; }

    /// <summary>What a script changed about the interface; null for nothing.</summary>
    public InterfaceChange? Change { get; init; }

    public uint Spread => CounterFormula.Spread(Device, Number);

    public ulong Wander(ulong every, ulong span) => CounterFormula.Wander(Device, Number, Uptime, every, span);
}

/// <summary>A number; negative ones travel as two's complement.</summary>
internal delegate ulong LeafNumber(in LeafMoment moment);

/// <summary>A text; null where the row has no such leaf.</summary>
internal delegate string? LeafText(in LeafMoment moment);
