namespace Collector.Simulator.Mib;

/// <summary>Where and when a value is asked for: all that a formula may look at.</summary>
internal readonly ref struct Cell
{
    public required int Device { get; init; }
    public required Row Row { get; init; }
    public required RowSet[] Layout { get; init; }

    /// <summary>Hundredths of a second since the device started, before sysUpTime wraps at 2^32.</summary>
    public required ulong Uptime { get; init; }

    public int Number => Row.Number;

    public uint Spread => CounterFormula.Spread(Device, Row.Number);

    public ulong Wander(ulong every, ulong span) => CounterFormula.Wander(Device, Row.Number, Uptime, every, span);
}

/// <summary>An integer value; negative numbers travel as two's complement.</summary>
internal delegate ulong NumberFormula(in Cell cell);

/// <summary>The content octets of a string or OID, written to the span; returns how many (at most 255).</summary>
internal delegate int ContentFormula(in Cell cell, Span<byte> into);
