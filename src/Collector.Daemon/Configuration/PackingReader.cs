using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Configuration;

/// <summary>Reads <c>snmp.packing</c>: <c>columns</c> or <c>off</c>, or one of them for each of some modules.</summary>
internal static class PackingReader
{
    private const string Key = "packing";

    public static SnmpPacking Read(MappingReader snmp, ConfigurationProblems problems)
    {
        if (snmp.Take(Key) is not { IsNull: false } node) return SnmpPacking.Default;
        if (node is YamlScalar word) return new SnmpPacking { IsOn = IsOn(word, Key, problems) };
        var modules = new Dictionary<string, (bool, SourcePosition)>(StringComparer.Ordinal);
        foreach (var (name, value) in new NodeReader(problems).Mapping(node, Key)?.Entries() ?? [])
        {
            if (value is YamlScalar said) modules[name.Text] = (IsOn(said, name.Text, problems), name.Position);
            else problems.Error(value.Position, $"{Key}: {name.Text} is neither columns nor off");
        }

        return new SnmpPacking { Modules = modules };
    }

    private static bool IsOn(YamlScalar word, string what, ConfigurationProblems problems)
    {
        if (word.Text is not ("columns" or "off" or "false")) problems.Error(word.Position, $"{what}: \"{word.Text}\" is neither columns nor off");
        return word.Text == "columns";
    }
}
