using System.Text;

namespace Collector.Interop.Tests.SnmpExporter;

/// <summary>The fixture's modules, which are written once, in the two forms of snmp.yml.</summary>
internal static class SnmpYaml
{
    /// <summary>The form of snmp_exporter 0.23 and later, made of a file in the form before: modules go under <c>modules</c>, and lose what belongs to an auth.</summary>
    public static string Current(string legacy)
    {
        var text = new StringBuilder("auths:\n  public_v1: {version: 1}\n  public_v2: {version: 2}\n  other: {version: 2, community: other}\nmodules:\n");
        foreach (var line in legacy.Split('\n'))
        {
            if (line.StartsWith("  version:", StringComparison.Ordinal) || line.StartsWith("  auth:", StringComparison.Ordinal)) continue;
            text.Append("  ").Append(line).Append('\n');
        }

        return text.ToString();
    }
}
