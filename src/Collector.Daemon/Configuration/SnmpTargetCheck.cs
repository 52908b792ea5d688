using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Collector.Snmp.Modules;
using Collector.Snmp.Transport.Addresses;

namespace Collector.Daemon.Configuration;

/// <summary>Checks what a target asks for against the modules and auths there are.</summary>
/// <remarks>One thread at a time. What a thousand targets have in common is one problem.</remarks>
/// <param name="modules">Null when a file of theirs could not be read at all, so that nobody is told that its modules do not exist.</param>
internal sealed class SnmpTargetCheck(SnmpModules? modules) : ITargetCheck
{
    private readonly Dictionary<string, IReadOnlySet<string>> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _noModule = new(StringComparer.Ordinal); // looking for the nearest name takes a while
    private readonly Dictionary<string, string> _noAuth = new(StringComparer.Ordinal);
    private readonly SaidProblems _said = new();

    public bool Accepts(WrittenTarget target, ConfigurationProblems problems)
    {
        bool accepted = true;
        if (!TargetAddress.TryParse(target.Target.Address, out _, out var notAddress))
            accepted = Refuse(problems, target.PositionOfLabel(SteeringLabels.Address), notAddress);
        if (WhyNotAuth(target.Target.Auth) is { } notAuth) accepted = Refuse(problems, target.AuthAt, notAuth);
        foreach (var module in target.Target.Modules)
        {
            if (WhyNotModule(module) is { } notModule) accepted = Refuse(problems, target.ModulesAt, notModule);
            else WarnOfClashes(target, module, problems);
        }
        return accepted;
    }

    /// <summary>Checks defaults that somebody wrote, even if no target uses them.</summary>
    public void Check(TargetDefaults defaults, ConfigurationProblems problems)
    {
        if (defaults.AuthAt is { } authAt && WhyNotAuth(defaults.Auth) is { } notAuth) Refuse(problems, authAt, notAuth);
        if (defaults.ModulesAt is not { } modulesAt) return;
        foreach (var module in defaults.Modules)
        {
            if (WhyNotModule(module) is { } notModule) Refuse(problems, modulesAt, notModule);
        }
    }

    private string? WhyNotModule(string name)
    {
        if (modules is null || name == Target.AutoModules || modules.TryGetModule(name, out _) || modules.Unsound.Modules.Contains(name)) return null;
        if (_noModule.TryGetValue(name, out var reason)) return reason;
        return _noModule[name] = $"there is no module \"{name}\"{NearestName.Hint(name, modules.Modules.Keys)}";
    }

    private string? WhyNotAuth(string name)
    {
        if (modules is null) return null;
        if (modules.TryGetAuth(name, out _) || modules.Unsound.Auths.Contains(name)) return null;
        if (_noAuth.TryGetValue(name, out var reason)) return reason;
        return _noAuth[name] = $"there is no auth \"{name}\"{NearestName.Hint(name, modules.Auths.Keys)}";
    }

    /// <summary>Prometheus' rule without <c>honor_labels</c>: the target's label wins.</summary>
    private void WarnOfClashes(WrittenTarget target, string module, ConfigurationProblems problems)
    {
        var labels = LabelsOf(module);
        foreach (var label in target.Target.Labels)
        {
            if (labels.Contains(label.Name))
                _said.Say(problems, new(target.PositionOfLabel(label.Name), ClashMessage(module, label.Name), ProblemSeverity.Warning));
        }
    }

    private static string ClashMessage(string module, string label) =>
        $"module {module} has series with a label {label} of their own, which becomes exported_{label}";

    private IReadOnlySet<string> LabelsOf(string module)
    {
        if (_labels.TryGetValue(module, out var labels)) return labels;
        labels = modules is not null && modules.TryGetModule(module, out var options) ? ModuleLabels.Of(options) : new HashSet<string>(StringComparer.Ordinal);
        _labels.Add(module, labels);
        return labels;
    }

    private bool Refuse(ConfigurationProblems problems, SourcePosition position, string reason)
    {
        _said.Say(problems, new(position, reason, ProblemSeverity.Error));
        return false;
    }
}
