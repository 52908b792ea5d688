using Collector.Export.Exposition.Lines;

namespace Collector.Export.Exposition.Plans;

/// <summary>One family of a page: its header, and every column that contributes, in configuration order.</summary>
internal sealed class PlanFamily(byte[] name, FamilyHeader header, PlanColumn[] columns)
{
    public ReadOnlySpan<byte> Name => name;

    public FamilyHeader Header { get; } = header;

    public ReadOnlySpan<PlanColumn> Columns => columns;
}
