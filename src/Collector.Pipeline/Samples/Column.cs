namespace Collector.Pipeline.Samples;

/// <summary>One metric of one generation of a module. Its kind, the subclass, knows what a cell's 64 bits mean and which series they are.</summary>
/// <remarks>Immutable; any thread. A new kind is a new subclass here and a mapping that fills its cells; the store and the exporters do not change.</remarks>
public abstract class Column(MetricFamily family)
{
    /// <summary>Where this column's series appear on a page.</summary>
    public MetricFamily Family { get; } = family;

    /// <summary>Which number a cell is.</summary>
    public virtual CellNumber Number => CellNumber.None;

    /// <summary>Hands every series of <paramref name="slice"/> to the visitor.</summary>
    public abstract void Visit<TVisitor>(in ColumnSlice slice, ref TVisitor visitor)
        where TVisitor : struct, ISeriesVisitor, allows ref struct;
}
