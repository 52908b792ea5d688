using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Configuration;

/// <summary>Loads the files that snmp_exporter's flags name: a configuration without targets of its own.</summary>
/// <remarks>Never throws for what a user wrote. A configuration may be put in force only if the problems have no error.</remarks>
internal static class ExporterConfigurationLoader
{
    public static CollectorConfiguration Load(ExporterSettings settings, ConfigurationProblems problems)
    {
        var snmp = new SnmpSettings { ConfigFiles = [.. settings.ConfigFiles.Select(NamedFile.Alone)], SourceAddress = settings.SourceAddress, Endpoint = settings.Endpoint };
        var modules = SnmpModulesLoader.Load(settings.ConfigFiles, problems, settings.ExpandEnvironment ? Environment.GetEnvironmentVariable : null);
        return CollectorConfiguration.WithoutTargets(new CollectorOptions { Snmp = snmp }, modules);
    }
}
