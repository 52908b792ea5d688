using Collector.Pipeline.Configuration;
using Collector.Snmp.Profiles;

namespace Collector.Snmp.Modules;

/// <summary>Reads the documents of one configuration into one set of modules and auths; a name that two of them have is a problem that names both places.</summary>
internal sealed class SnmpConfigReader
{
    private readonly ConfigurationProblems _problems;
    private readonly ModuleReader _module;
    private readonly AuthReader _auth;
    private readonly Section<SnmpModuleOptions> _modules;
    private readonly Section<SnmpAuthOptions> _auths;
    private readonly Section<TargetProfile> _profiles;
    private readonly ProfileReader _profile;
    private bool _hasUnreadFiles;

    public SnmpConfigReader(ConfigurationProblems problems, EnvironmentText? environment = null, bool isBuiltIn = false)
    {
        _problems = problems;
        _module = new ModuleReader(problems);
        _auth = new AuthReader(problems, environment);
        _modules = new Section<SnmpModuleOptions>("module", problems);
        _auths = new Section<SnmpAuthOptions>("auth", problems);
        _profile = new ProfileReader(problems, isBuiltIn);
        _profiles = new Section<TargetProfile>("profile", problems);
    }

    /// <summary>Takes what <see cref="YamlFile.Load(string, ConfigurationProblems)"/> returned; null has been reported already.</summary>
    /// <param name="document">A whole file.</param>
    /// <param name="isProfileFile">It may have <c>profiles</c>, which are ours and not snmp_exporter's.</param>
    public void Add(YamlNode? document, bool isProfileFile = false)
    {
        if (MappingReader.OverDocument(document, _problems) is not { } reader)
        {
            _hasUnreadFiles = true;
            return;
        }

        if (document is YamlMapping mapping && mapping.Entries.Any(IsLegacyModule))
        {
            AddLegacy(mapping);
            return;
        }

        // The generator writes a version, and snmp_exporter ignores it.
        reader.Int("version");
        foreach (var (key, node) in Entries(reader, "auths")) _auths.Add(key, () => _auth.Read(key.Text, node));
        foreach (var (key, node) in Entries(reader, "modules")) _modules.Add(key, () => _module.Read(key.Text, node));
        if (isProfileFile)
        {
            foreach (var (key, node) in reader.Mapping("profiles")?.Entries() ?? []) _profiles.Add(key, () => _profile.Read(key.Text, node));
        }

        reader.RejectUnknown();
    }

    private IReadOnlyList<YamlEntry> Entries(MappingReader reader, string section)
    {
        if (reader.Mapping(section) is { } mapping) return mapping.Entries();
        _hasUnreadFiles |= !reader.IsNull(section);
        return [];
    }

    public SnmpModules Build() => new(_modules.Values, _auths.Values) 
    {
        Profiles = new TargetProfiles(_profiles.Values),
        Unsound = new UnsoundNames(_modules.Broken, _auths.Broken, _hasUnreadFiles),
    };

    /// <summary>
    /// In the form of snmp_exporter 0.22 and older the top level is the modules themselves, each with its auth inside. One may well be called
    /// "modules" or "auths"; but then it has a list of metrics, where today's sections have a module or an auth of the name "metrics".
    /// </summary>
    private static bool IsLegacyModule(YamlEntry entry)
    {
        if (entry.Value is not YamlMapping module || module.Find("metrics") is not { } metrics) return false;
        return metrics is not YamlMapping || entry.Key.Text is not ("auths" or "modules" or "version");
    }

    private void AddLegacy(YamlMapping document)
    {
        var first = document.Entries.First(IsLegacyModule).Key;
        foreach (var entry in document.Entries)
        {
            var (key, node) = entry;
            if (key.Text is "auths" or "modules" or "version" && !IsLegacyModule(entry))
            {
                _problems.Error(key.Position, $"\"{key.Text}\" belongs to the form of snmp_exporter 0.23 and later, and the module {first.Text} "
                    + $"at line {first.Position.Line} to the older one; a file has one form");
                continue;
            }

            _modules.Add(key, () => _module.ReadLegacy(key.Text, node, module => _auths.Add(key, () => _auth.ReadLegacy(key.Text, module))));
        }
    }

    /// <summary>The entries of all files under one top-level key.</summary>
    private sealed class Section<T>(string what, ConfigurationProblems problems) where T : class
    {
        private readonly Dictionary<string, SourcePosition> _places = new(StringComparer.Ordinal);

        public List<T> Values { get; } = [];

        /// <summary>Names of entries with errors in them.</summary>
        public HashSet<string> Broken { get; } = new(StringComparer.Ordinal);

        public void Add(YamlScalar name, Func<T?> read)
        {
            if (!_places.TryAdd(name.Text, name.Position)) problems.Error(name.Position, $"{what} {name.Text} is already at {_places[name.Text]}");
            else if (read() is { } value) Values.Add(value);
            else Broken.Add(name.Text);
        }
    }
}
