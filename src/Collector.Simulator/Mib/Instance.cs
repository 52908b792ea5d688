namespace Collector.Simulator.Mib;

/// <summary>An object instance: which column, and where in its row set.</summary>
internal readonly record struct Instance(int Column, int Position);

/// <summary>What a GET finds; RFC 3416 section 4.2.1 tells the two failures apart.</summary>
internal enum Lookup : byte
{
    Found,
    NoSuchObject,
    NoSuchInstance,
}
