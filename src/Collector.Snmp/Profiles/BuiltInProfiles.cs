using System.Reflection;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Profiles;

/// <summary>The modules, auths and profiles that come with the collector: the YAML files beside this one, embedded. A user's of the same name replaces one.</summary>
public static class BuiltInProfiles
{
    private const string Folder = "profiles/";

    private static readonly Lazy<SnmpModules> Loaded = new(Load);

    public static SnmpModules All => Loaded.Value;

    /// <summary>The embedded files, as <c>profiles/NAME.yml</c>.</summary>
    internal static IReadOnlyList<string> Files { get; } = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    internal static SnmpModules Read(IEnumerable<string> files, ConfigurationProblems problems)
    {
        var reader = new SnmpConfigReader(problems, isBuiltIn: true);
        foreach (var file in files)
        {
            using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(file)!);
            reader.Add(YamlFile.Load(text, $"built-in {file}", problems), isProfileFile: true);
        }

        return reader.Build();
    }

    private static SnmpModules Load()
    {
        var problems = new ConfigurationProblems();
        var profiles = Read(Files, problems);
        return problems.Count == 0 ? profiles : throw new InvalidOperationException($"A built-in profile is wrong:\n{problems}");
    }
}
