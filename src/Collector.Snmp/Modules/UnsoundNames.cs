namespace Collector.Snmp.Modules;

/// <summary>What files have under a name although it could not be read, so that nobody is told that there is no such thing.</summary>
/// <param name="Modules">Names of modules with errors in them.</param>
/// <param name="Auths">Names of auths with errors in them.</param>
/// <param name="HasUnreadFiles">A whole file could not be read: what names it has nobody knows.</param>
public sealed record UnsoundNames(IReadOnlySet<string> Modules, IReadOnlySet<string> Auths, bool HasUnreadFiles)
{
    public static UnsoundNames None { get; } = new(new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), HasUnreadFiles: false);
}
