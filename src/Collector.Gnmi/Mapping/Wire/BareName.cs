namespace Collector.Gnmi.Mapping.Wire;

/// <summary>Names without the YANG module that some devices write before them: <c>openconfig-interfaces:interface</c>.</summary>
internal static class BareName
{
    /// <summary>The name without it.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> name) => name[(name.IndexOf((byte)':') + 1)..];
}
