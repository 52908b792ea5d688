using Collector.Daemon.Web;
using Collector.Daemon.Configuration.Rollups;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Collector.Snmp.Mapping.Paces;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Configuration;

/// <summary>Loads collector.yml and what it names, and checks each against the others.</summary>
/// <remarks>Never throws for what a user wrote. A configuration may be put in force only if the problems have no error.</remarks>
internal static class CollectorConfigurationLoader
{
    public static CollectorConfiguration Load(string path, ConfigurationProblems problems)
    {
        var options = CollectorOptionsReader.Read(path, problems);
        if (options.WebConfigNamed is { } web) WebOptionsReader.Read(web, problems);
        int errorsBefore = problems.ErrorCount;
        var modules = SnmpModulesLoader.Load(options.Snmp.ConfigFiles, options.Snmp.ProfileFolders, problems).With(options.Snmp.Paces, options.Snmp.Packing);
        if (problems.ErrorCount == errorsBefore)
        {
            AllowedTargetsReader.Check(options.Snmp.Endpoint.AllowedTargets, modules, problems);
            PaceCheck.Run(modules.Paces, modules, problems);
            modules.Packing.Check(modules, problems);
            RollupCheck.Run(options.Rollups, modules, options.Gnmi.Options.Subscriptions.Count > 0, problems);
        }

        var snmp = new SnmpTargetCheck(modules.Unsound.HasUnreadFiles ? null : modules);
        snmp.Check(options.Defaults, problems);
        var definitions = new CollectorDefinitions(modules, options.Gnmi.Options);
        var check = new ProtocolTargetCheck(snmp, new GnmiTargetCheck(options.Gnmi.IsSound ? definitions.Gnmi : null));
        var targets = new TargetSettings(new TargetBuilder(options.Defaults, check, options.Targets.Rules))
        {
            Definitions = definitions,
            Static = [.. options.Targets.Static, .. options.Gnmi.Targets],
            Files = options.Targets.Files,
            Lists = options.Targets.Lists,
            KeepFolder = options.DataFolder is { } data ? Path.Join(data, "targets") : null,
        };
        return new CollectorConfiguration(options, definitions, targets, MergeStatic(targets, problems));
    }

    private static TargetSet MergeStatic(TargetSettings settings, ConfigurationProblems problems)
    {
        var merge = new TargetMerge();
        foreach (var target in settings.Static.SelectMany(group => settings.Builder.Build(group, problems)))
        {
            if (merge.Add(target) is { } first) problems.Error(target.Position, TargetMerge.DuplicateMessage(target, first));
        }
        return merge.ToSet();
    }
}
