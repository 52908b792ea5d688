using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Configuration;

/// <summary>Everything that collector.yml and the files it names come to: what a start or a reload puts in force.</summary>
/// <param name="Targets">Goes to <see cref="TargetDiscovery.Use"/>, which reads the target files as well.</param>
/// <param name="StaticTargets">Those written in collector.yml itself, and in gnmic's files.</param>
internal sealed record CollectorConfiguration(CollectorOptions Options, CollectorDefinitions Definitions, TargetSettings Targets, TargetSet StaticTargets)
{
    public SnmpModules Modules => Definitions.Modules;

    /// <summary>One without targets and files of its own, with the built-in modules.</summary>
    public static CollectorConfiguration BuiltIn(CollectorOptions options) => WithoutTargets(options, SnmpModulesLoader.Load([], new ConfigurationProblems()).With(options.Snmp.Paces, options.Snmp.Packing));

    /// <summary>One that polls nothing by schedule.</summary>
    public static CollectorConfiguration WithoutTargets(CollectorOptions options, SnmpModules modules)
    {
        var definitions = new CollectorDefinitions(modules, options.Gnmi.Options);
        return new(options, definitions, new TargetSettings(new TargetBuilder(options.Defaults, ProtocolTargetCheck.For(definitions))) { Definitions = definitions }, TargetSet.Empty);
    }
}
