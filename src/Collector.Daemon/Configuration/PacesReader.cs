using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Configuration;

/// <summary>Reads <c>snmp.paces</c>: <c>off</c>, or durations for labels, constants and single columns, of all modules and of some.</summary>
internal sealed class PacesReader(ConfigurationProblems problems)
{
    private const string Key = "paces";

    // A change without any sign is seen after this long at the latest.
    private static readonly TimeSpan Slowest = TimeSpan.FromDays(1);

    private readonly NodeReader _values = new(problems);
    private readonly List<PacedColumn> _columns = [];

    public static SnmpPaces Read(MappingReader snmp, ConfigurationProblems problems) => snmp.Take(Key) is { IsNull: false } node ? new PacesReader(problems).Read(node) : SnmpPaces.Default;

    private SnmpPaces Read(YamlNode node)
    {
        if (IsOff(node, Key, out var mapping)) return SnmpPaces.Off;
        if (mapping is null) return SnmpPaces.Default;
        var labels = ReadPace(mapping, "labels");
        var constants = ReadPace(mapping, "constants");
        var columns = ReadColumns(mapping, module: null);
        var modules = new Dictionary<string, ModulePaceOptions>(StringComparer.Ordinal);
        var written = mapping.Mapping("modules");
        foreach (var (name, value) in written?.Entries() ?? []) modules[name.Text] = ReadModule(name, value);
        mapping.RejectUnknown();
        return new SnmpPaces { Labels = labels ?? SnmpPaces.Usual, Constants = constants ?? SnmpPaces.Usual, Columns = columns, Modules = modules, Written = _columns };
    }

    private ModulePaceOptions ReadModule(YamlScalar name, YamlNode node)
    {
        _columns.Add(new PacedColumn(name.Text, null, name.Position));
        if (IsOff(node, name.Text, out var mapping)) return new ModulePaceOptions { IsOn = false };
        if (mapping is null) return new ModulePaceOptions();
        var read = new ModulePaceOptions { Labels = ReadPace(mapping, "labels"), Constants = ReadPace(mapping, "constants"), Columns = ReadColumns(mapping, name.Text) };
        mapping.RejectUnknown();
        return read;
    }

    private Dictionary<string, TimeSpan> ReadColumns(MappingReader mapping, string? module)
    {
        var columns = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        if (mapping.Mapping("columns") is not { } written) return columns;
        foreach (var (column, value) in written.Entries())
        {
            if (_values.Duration(value, column.Text, TimeSpan.Zero, Slowest) is not { } pace) continue;
            columns[column.Text] = pace;
            _columns.Add(new PacedColumn(module, column.Text, column.Position));
        }

        return columns;
    }

    private static TimeSpan? ReadPace(MappingReader mapping, string key) => mapping.Duration(key, TimeSpan.Zero, Slowest);

    /// <summary>One word in place of a mapping.</summary>
    private bool IsOff(YamlNode node, string what, out MappingReader? mapping)
    {
        mapping = null;
        if (node is YamlScalar { IsNull: false } word)
        {
            if (word.Text is not ("off" or "false")) problems.Error(word.Position, $"{what}: \"{word.Text}\" is neither off nor a mapping of labels, constants, columns{(what == Key ? " and modules" : "")}");
            return true;
        }

        mapping = _values.Mapping(node, what);
        return false;
    }
}
