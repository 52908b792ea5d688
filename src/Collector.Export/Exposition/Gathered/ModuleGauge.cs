namespace Collector.Export.Exposition.Gathered;

/// <summary>A gauge that a page shows for each of its modules, beside the modules' own series.</summary>
public sealed record ModuleGauge(string Name, string Help);
