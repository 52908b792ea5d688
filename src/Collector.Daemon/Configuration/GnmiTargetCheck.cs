using Collector.Gnmi.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Configuration;

/// <summary>Checks what a gNMI target asks for against the subscriptions and entries there are.</summary>
/// <remarks>One thread at a time. What many targets have in common is one problem for each place where it is written.</remarks>
/// <param name="options">Null when the <c>gnmi</c> section has an error, so that nobody is told that its subscriptions do not exist.</param>
internal sealed class GnmiTargetCheck(GnmiOptions? options) : ITargetCheck
{
    private readonly SaidProblems _said = new();

    public bool Accepts(WrittenTarget target, ConfigurationProblems problems)
    {
        string[] reasons = [.. WhyNotAddresses(target.Target.Address)];
        foreach (var reason in reasons) _said.Say(problems, new(target.PositionOfLabel(SteeringLabels.Address), reason, ProblemSeverity.Error));
        var accepted = reasons.Length == 0;
        if (options is null) return accepted;
        if (target.Target.Auth is { Length: > 0 } entry && !options.Targets.ContainsKey(entry))
            accepted = Refuse(problems, target.AuthAt, $"there is no target \"{entry}\" in the gnmi section{NearestName.Hint(entry, options.Targets.Keys)}");
        if (target.Target.Modules.Count == 0)
            accepted = Refuse(problems, target.ModulesAt, "a gNMI target needs subscriptions, and there are none in the gnmi section");
        foreach (var name in target.Target.Modules.Where(name => !options.Subscriptions.ContainsKey(name)))
            accepted = Refuse(problems, target.ModulesAt, $"there is no subscription \"{name}\"{NearestName.Hint(name, options.Subscriptions.Keys)}");
        return accepted;
    }

    private static IEnumerable<string> WhyNotAddresses(string list)
    {
        var addresses = GnmiAddress.Split(list);
        if (addresses.Count == 0) yield return "a target needs an address";
        foreach (var address in addresses)
        {
            if (!GnmiAddress.TryParse(address, GnmiTargetOptions.DefaultPort, out _, out var wrong)) yield return wrong;
        }
    }

    private bool Refuse(ConfigurationProblems problems, SourcePosition position, string reason)
    {
        _said.Say(problems, new(position, reason, ProblemSeverity.Error));
        return false;
    }
}
