using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>A value and whose it is; good only within the reading of the store in which it was found.</summary>
internal readonly record struct TopValue(double Value, TargetSeries Series, TableSnapshot Table, int Row);
