namespace Collector.Pipeline.Samples;

/// <summary>Cells that say that something is there, and are no series: of a leaf whose value is shown as a label of other rows.</summary>
public sealed class HiddenColumn(MetricFamily family) : Column(family)
{
    /// <inheritdoc/>
    public override void Visit<TVisitor>(in ColumnSlice slice, ref TVisitor visitor)
    {
        // nothing to show
    }
}
