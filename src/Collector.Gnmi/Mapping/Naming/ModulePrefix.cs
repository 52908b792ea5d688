namespace Collector.Gnmi.Mapping.Naming;

/// <summary>The YANG module that names may begin with (<c>openconfig-interfaces:interface</c>), and names without it.</summary>
internal static class ModulePrefix
{
    /// <summary>The part behind the last colon; the whole name when there is none, or nothing behind it.</summary>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> name)
    {
        var colon = name.LastIndexOf(':');
        return colon < 0 || colon == name.Length - 1 ? name : name[(colon + 1)..];
    }

    /// <inheritdoc cref="Strip(ReadOnlySpan{char})"/>
    public static ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> utf8)
    {
        var colon = utf8.LastIndexOf((byte)':');
        return colon < 0 || colon == utf8.Length - 1 ? utf8 : utf8[(colon + 1)..];
    }
}
