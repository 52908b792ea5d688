namespace Collector.Simulator.Mib;

/// <summary>An object instance: which column, where in its row set, and the row there.</summary>
/// <remarks>A walk moves it in place; see <see cref="Cell"/> for why it is not copied.</remarks>
internal struct Instance
{
    public int Column;
    public int Position;
    public Row Row;
}

/// <summary>What a GET finds; RFC 3416 section 4.2.1 tells the two failures apart.</summary>
internal enum Lookup : byte
{
    Found,
    NoSuchObject,
    NoSuchInstance,
}
