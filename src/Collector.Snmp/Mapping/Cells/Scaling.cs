using Collector.Snmp.Modules;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>A metric's `scale` and `offset`, in this order; a scale of 0 is none.</summary>
internal readonly record struct Scaling(double Scale, double Offset)
{
    public static Scaling Of(MetricOptions metric) => new(metric.Scale, metric.Offset);

    public bool IsNone => Scale == 0 && Offset == 0;

    /// <summary>The cell of a scaled number.</summary>
    public ulong Apply(double number) => BitConverter.DoubleToUInt64Bits(Of(number));

    public double Of(double number) => (Scale == 0 ? number : number * Scale) + Offset;
}
