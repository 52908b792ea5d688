using System.Diagnostics.CodeAnalysis;
using Collector.Daemon.Configuration;
using Collector.Gnmi.Configuration;
using Collector.Gnmi.Sessions;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary>A gNMI target of a collector.yml or of one of its target files, with the credentials and the TLS that the collector would use.</summary>
internal static class ConfiguredTarget
{
    /// <param name="file">The collector.yml.</param>
    /// <param name="name">The target's name, or its instance.</param>
    /// <param name="target">How to reach it.</param>
    /// <param name="refusal">Why there is none.</param>
    public static bool TryRead(string file, string name, [NotNullWhen(true)] out GnmiTargetOptions? target, [NotNullWhen(false)] out string? refusal)
    {
        (target, refusal) = (null, null);
        var problems = new ConfigurationProblems();
        var configuration = CollectorConfigurationLoader.Load(file, problems);
        if (problems.HasErrors)
        {
            refusal = string.Join('\n', problems.Where(problem => problem.Severity == ProblemSeverity.Error));
            return false;
        }

        var gnmi = configuration.Definitions.Gnmi;
        if (gnmi.Targets.TryGetValue(name, out target)) return HasSecrets(ref target, out refusal);
        List<Target> targets = [.. TargetFilesCheck.Run(configuration, problems).Where(one => one.Protocol == "gnmi")];
        if (targets.Find(one => one.Instance == name) is { } found)
        {
            target = gnmi.OptionsOf(found);
            return HasSecrets(ref target, out refusal);
        }

        var known = gnmi.Targets.Keys.Concat(targets.Select(one => one.Instance)).Distinct(StringComparer.Ordinal).ToList();
        refusal = known.Count == 0 ? $"{file} has no gNMI target" : $"{file} has no gNMI target \"{name}\"{NearestName.Hint(name, known)}";
        return false;
    }

    private static bool HasSecrets(ref GnmiTargetOptions target, [NotNullWhen(false)] out string? refusal)
    {
        refusal = null;
        try
        {
            target = target.WithSecrets();
            CallMetadata.Of(target);
            return true;
        }
        catch (Exception unfit) when (unfit is SecretUnavailableException or ArgumentException)
        {
            refusal = unfit.Message;
            return false;
        }
    }
}
