using Collector.Daemon.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Testing;

namespace Collector.Daemon.Tests.Configuration;

/// <summary>A folder with a collector.yml and an snmp.yml that knows the modules cpu and memory and the auth ro.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    private const string SnmpYml = """
        auths:
          ro: { version: 2, community: not-to-be-seen }
        modules:
          cpu:
            walk: [1.3.6.1.2.1.25.3.3]
            metrics:
            - { name: hrProcessorLoad, oid: 1.3.6.1.2.1.25.3.3.1.2, type: gauge, help: Load, indexes: [ { labelname: hrDeviceIndex, type: gauge } ] }
          memory:
            get: [1.3.6.1.2.1.25.2.2.0]
            metrics:
            - { name: hrMemorySize, oid: 1.3.6.1.2.1.25.2.2, type: gauge, help: Size }
        """;

    private readonly TemporaryFolder _folder = new();

    public ConfigurationFolder() => Write("snmp.yml", SnmpYml);

    public ConfigurationProblems Problems { get; } = new();

    /// <summary>The problems with paths relative to the folder.</summary>
    public IEnumerable<string> Messages => Problems.Select(problem => Relative(problem.ToString()));

    public string this[string relative] => _folder[relative];

    /// <summary>A text without the folder's path.</summary>
    public string Relative(string text) => text.Replace(_folder.Path + "/", "", StringComparison.Ordinal);

    public string Write(string relative, string text) => _folder.Write(relative, text);

    public CollectorConfiguration Load(string collectorYml) => CollectorConfigurationLoader.Load(Write("collector.yml", collectorYml), Problems);

    public void Dispose() => _folder.Dispose();
}
