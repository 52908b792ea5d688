using Collector.Pipeline.Configuration;

namespace Collector.Snmp.Modules;

/// <summary>Reads the documents of one configuration into one set of modules and auths; a name that two of them have is a problem that names both places.</summary>
internal sealed class SnmpConfigReader
{
    private readonly ConfigurationProblems _problems;
    private readonly ModuleReader _module;
    private readonly AuthReader _auth;
    private readonly Section<SnmpModuleOptions> _modules;
    private readonly Section<SnmpAuthOptions> _auths;

    public SnmpConfigReader(ConfigurationProblems problems)
    {
        _problems = problems;
        _module = new ModuleReader(problems);
        _auth = new AuthReader(problems);
        _modules = new Section<SnmpModuleOptions>("module", problems);
        _auths = new Section<SnmpAuthOptions>("auth", problems);
    }

    /// <summary>Takes what <see cref="YamlFile.Load(string, ConfigurationProblems)"/> returned; null has been reported already.</summary>
    public void Add(YamlNode? document)
    {
        if (document is YamlMapping mapping && IsLegacy(mapping))
        {
            _problems.Error(document.Position, "this is the format of snmp_exporter 0.22 and older, which is not supported yet");
            return;
        }

        if (MappingReader.OverDocument(document, _problems) is not { } reader) return;
        // The generator writes a version, and snmp_exporter ignores it.
        reader.Int("version");
        _auths.Add(reader.Mapping("auths"), _auth.Read);
        _modules.Add(reader.Mapping("modules"), _module.Read);
        reader.RejectUnknown();
    }

    public SnmpModules Build() => new(_modules.Values, _auths.Values);

    // In the older format the top level is the modules themselves, and one of them may well be called "modules".
    private static bool IsLegacy(YamlMapping document) => document.Entries.Any(entry =>
        entry.Key.Text is not ("auths" or "modules" or "version") && entry.Value is YamlMapping module && module.Find("metrics") is not null);

    /// <summary>The entries of all files under one top-level key.</summary>
    private sealed class Section<T>(string what, ConfigurationProblems problems) where T : class
    {
        private readonly Dictionary<string, SourcePosition> _places = new(StringComparer.Ordinal);

        public List<T> Values { get; } = [];

        public void Add(MappingReader? reader, Func<string, YamlNode, T?> read)
        {
            foreach (var (key, node) in reader?.Entries() ?? [])
            {
                if (!_places.TryAdd(key.Text, key.Position)) problems.Error(key.Position, $"{what} {key.Text} is already at {_places[key.Text]}");
                else if (read(key.Text, node) is { } value) Values.Add(value);
            }
        }
    }
}
