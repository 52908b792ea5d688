namespace Collector.Simulator.Mib;

/// <summary>Which rows a column has. Tables that share their index share the set.</summary>
internal enum RowSetKind : byte
{
    /// <summary>The one instance .0 of a scalar.</summary>
    Scalar,
    Interfaces,
    Storage,
    Processors,
    Entities,
    Sensors,
    LoadAverages,
    Disks,
}
