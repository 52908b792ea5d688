using Collector.Gnmi.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Testing;

namespace Collector.Gnmi.Tests.Configuration;

/// <summary>Reads a <c>gnmi</c> section that a test writes, in a folder of its own.</summary>
internal sealed class GnmiYaml : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ConfigurationProblems Problems { get; } = new();

    /// <summary>The variables of the environment.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Problems as a user reads them, without the folder.</summary>
    public IReadOnlyList<string> Messages => [.. Problems.Select(problem => problem.ToString().Replace(_folder.Path + "/", "", StringComparison.Ordinal))];

    public string this[string relative] => _folder[relative];

    public string Write(string relative, string text) => _folder.Write(relative, text);

    /// <param name="section">What stands under <c>gnmi</c>, not indented.</param>
    public GnmiConfiguration Read(string section)
    {
        var root = MappingReader.OverDocument(YamlFile.Load(new StringReader(section), "collector.yml", Problems), Problems);
        return root is null ? GnmiConfiguration.Empty : GnmiConfigurationReader.Read(root, _folder.Path, Problems, Variables.GetValueOrDefault);
    }

    public void Dispose() => _folder.Dispose();
}
