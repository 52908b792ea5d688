namespace Collector.Simulator.Mib;

/// <summary>Where and when a value is asked for: all that a formula may look at.</summary>
/// <remarks>It refers and does not copy: copying just written structures stalled the processor for half of a GETBULK.</remarks>
internal readonly ref struct Cell(in View view, in Row row)
{
    private readonly ref readonly View _view = ref view;
    private readonly ref readonly Row _row = ref row;

    public int Device => _view.Device;
    public ulong Uptime => _view.Uptime;
    public ulong LastChange => _view.LastChange;
    public RowSet[] Layout => _view.Layout;
    public uint Index => _row.Index;
    public int Number => _row.Number;
    public int NameNumber => _row.NameNumber;
    public InterfaceOverride? Override => _row.Override;

    public uint Spread => CounterFormula.Spread(Device, Number);

    public ulong Wander(ulong every, ulong span) => CounterFormula.Wander(Device, Number, Uptime, every, span);
}

/// <summary>An integer value; negative numbers travel as two's complement.</summary>
internal delegate ulong NumberFormula(in Cell cell);

/// <summary>The content octets of a string or OID, written to the span; returns how many (at most 255).</summary>
internal delegate int ContentFormula(in Cell cell, Span<byte> into);
