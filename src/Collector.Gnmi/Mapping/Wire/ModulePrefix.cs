namespace Collector.Gnmi.Mapping.Wire;

/// <summary>The YANG module that some devices write before a name: <c>openconfig-interfaces:interface</c>.</summary>
internal static class ModulePrefix
{
    /// <summary>The name without it.</summary>
    public static ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> name) => name[(name.IndexOf((byte)':') + 1)..];
}
