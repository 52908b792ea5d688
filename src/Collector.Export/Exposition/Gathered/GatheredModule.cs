using Collector.Pipeline.Store;

namespace Collector.Export.Exposition.Gathered;

/// <summary>What a page shows of one module: its series, and a value for each of the page's own gauges.</summary>
/// <param name="Name">The label of the gauges.</param>
/// <param name="Snapshot">Null when there are no series.</param>
/// <param name="Gauges">In the order of the page's gauges.</param>
public readonly record struct GatheredModule(string Name, ModuleSnapshot? Snapshot, IReadOnlyList<double> Gauges);
