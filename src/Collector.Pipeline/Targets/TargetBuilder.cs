using System.Globalization;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Relabelling;

namespace Collector.Pipeline.Targets;

/// <summary>Makes targets of the groups that users write: steering labels are taken out, defaults filled in, the rest stamped.</summary>
/// <remarks>A group whose labels make no sense has no targets, and the reason is among the problems.</remarks>
/// <param name="defaults">What a target gets when its labels do not say otherwise.</param>
/// <param name="check">Knows the protocols.</param>
/// <param name="rules">Change and drop targets before anything else is made of them; null for none.</param>
public sealed class TargetBuilder(TargetDefaults defaults, ITargetCheck check, RelabelRules? rules = null)
{
    private readonly TargetRelabelling _relabelling = new(rules ?? RelabelRules.None, defaults);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>The targets of a group; those that rules drop are not among them.</summary>
    public IEnumerable<WrittenTarget> Build(TargetGroup group, ConfigurationProblems problems) =>
        Relabel(group, problems).SelectMany(relabelled => BuildRelabelled(relabelled, problems));

    /// <summary>What rules leave of a group.</summary>
    internal IEnumerable<TargetGroup> Relabel(TargetGroup group, ConfigurationProblems problems) => _relabelling.Apply(group, problems);

    /// <summary>The targets of a group whose labels are as they are to be.</summary>
    internal IEnumerable<WrittenTarget> BuildRelabelled(TargetGroup group, ConfigurationProblems problems)
    {
        if (Read(group, problems) is not { } shared) yield break;
        foreach (var written in group.Targets)
        {
            if (string.IsNullOrWhiteSpace(written.Text)) problems.Error(written.Position, "a target needs an address");
            else if (Build(written, shared) is var target) yield return target with { IsAccepted = check.Accepts(target, problems) };
        }
    }

    /// <summary>Everything the targets of a group have in common; null when the labels make no sense.</summary>
    private SharedSettings? Read(TargetGroup group, ConfigurationProblems problems)
    {
        int errorsBefore = problems.ErrorCount;
        var steering = new Dictionary<string, WrittenLabel>(StringComparer.Ordinal);
        var stamped = new List<Label>();
        var protocol = ProtocolOf(group, problems);
        foreach (var label in group.Labels)
        {
            if (!label.Name.StartsWith(SteeringLabels.Prefix, StringComparison.Ordinal)) stamped.Add(new Label(label.Name, label.Value));
            else if (!SteeringLabels.All.Contains(label.Name))
            {
                if (SteeringLabels.LooksLikeOne(label.Name)) problems.Warning(label.Position, $"{label.Name} has no effect here");
            }
            else if (SteeringLabels.HasEffect(label.Name, protocol)) steering[label.Name] = label;
            else problems.Warning(label.Position, $"{label.Name} has no effect on {protocol} targets");
        }
        var interval = Duration(steering, SteeringLabels.Interval, problems) ?? defaults.Interval;
        var deadline = Duration(steering, SteeringLabels.Timeout, problems) ?? interval;
        if (deadline > interval)
        {
            problems.Warning(steering[SteeringLabels.Timeout].Position,
                $"a poll may take {DurationText.Format(deadline)}, longer than the interval of {DurationText.Format(interval)}");
        }
        var limits = ReadLimits(steering, problems);
        return problems.ErrorCount > errorsBefore ? null : new SharedSettings(group, protocol, steering, stamped, interval, deadline, limits);
    }

    private WrittenTarget Build(WrittenText written, SharedSettings shared) => shared.Protocol == Target.Gnmi ? BuildGnmi(written, shared) : BuildSnmp(written, shared);

    private WrittenTarget BuildSnmp(WrittenText written, SharedSettings shared)
    {
        var instance = shared.Instance ?? written.Text;
        var target = defaults.SnmpAt(shared.Address ?? written.Text) with
        {
            Instance = instance,
            Labels = shared.LabelsFor(instance),
            Modules = shared.Names(SteeringLabels.Module) ?? defaults.Modules,
            Auth = shared.Text(SteeringLabels.Auth) ?? defaults.Auth,
            Context = shared.Text(SteeringLabels.SnmpContext) ?? "",
            Interval = shared.Interval,
            Deadline = shared.Deadline,
            Limits = shared.Limits,
            WrittenAt = written.Position,
        };
        return new WrittenTarget(target, shared.Group, written.Position,
            shared.PositionOf(SteeringLabels.Module) ?? defaults.ModulesAt ?? written.Position,
            shared.PositionOf(SteeringLabels.Auth) ?? defaults.AuthAt ?? written.Position);
    }

    /// <summary>Nothing here depends on how polls are set, so that a change of those does not disturb a session.</summary>
    private WrittenTarget BuildGnmi(WrittenText written, SharedSettings shared)
    {
        var instance = shared.Instance ?? written.Text;
        var target = new Target
        {
            Instance = instance,
            Protocol = Target.Gnmi,
            Address = shared.Address ?? written.Text,
            Labels = shared.LabelsFor(instance),
            Modules = shared.Names(SteeringLabels.Subscriptions) ?? defaults.Subscriptions,
            Auth = shared.Text(SteeringLabels.Auth) ?? "",
            Interval = TimeSpan.Zero,
            Deadline = TimeSpan.Zero,
            WrittenAt = written.Position,
        };
        return new WrittenTarget(target, shared.Group, written.Position,
            shared.PositionOf(SteeringLabels.Subscriptions) ?? written.Position, shared.PositionOf(SteeringLabels.Auth) ?? written.Position);
    }

    private RequestLimits ReadLimits(Dictionary<string, WrittenLabel> steering, ConfigurationProblems problems)
    {
        var limits = new RequestLimits
        {
            Gap = Gap(steering, problems) ?? defaults.Limits.Gap,
            InFlight = Number(steering, SteeringLabels.RequestsInFlight, RequestLimits.MostInFlight, problems) ?? defaults.Limits.InFlight,
            Backoff = Number(steering, SteeringLabels.Backoff, RequestLimits.MostBackoff, problems) ?? defaults.Limits.Backoff,
        };
        return limits == defaults.Limits ? defaults.Limits : limits;
    }

    private static TimeSpan? Gap(Dictionary<string, WrittenLabel> steering, ConfigurationProblems problems)
    {
        if (!steering.TryGetValue(SteeringLabels.RequestGap, out var label)) return null;
        if (!DurationText.TryParse(label.Value, out var gap)) problems.Error(label.Position, $"{SteeringLabels.RequestGap}: \"{label.Value}\" is not {DurationText.Form}");
        else if (gap > RequestLimits.LongestGap) problems.Error(label.Position, $"{SteeringLabels.RequestGap}: {label.Value} is longer than {DurationText.Format(RequestLimits.LongestGap)}");
        else return gap;
        return null;
    }

    private static int? Number(Dictionary<string, WrittenLabel> steering, string name, int most, ConfigurationProblems problems)
    {
        if (!steering.TryGetValue(name, out var label)) return null;
        if (int.TryParse(label.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most) return number;
        problems.Error(label.Position, $"{name}: \"{label.Value}\" is not a number from 1 to {most}");
        return null;
    }

    private static TimeSpan? Duration(Dictionary<string, WrittenLabel> steering, string name, ConfigurationProblems problems)
    {
        if (!steering.TryGetValue(name, out var label)) return null;
        if (!DurationText.TryParse(label.Value, out var duration)) problems.Error(label.Position, $"{name}: \"{label.Value}\" is not {DurationText.Form}");
        else if (duration < ShortestInterval) problems.Error(label.Position, $"{name}: {label.Value} is shorter than {DurationText.Format(ShortestInterval)}");
        else return duration;
        return null;
    }

    private static string ProtocolOf(TargetGroup group, ConfigurationProblems problems)
    {
        var label = group.Labels.LastOrDefault(label => label.Name == SteeringLabels.Protocol);
        if (label.Name is null || SteeringLabels.Protocols.Contains(label.Value)) return label.Value ?? Target.Snmp;
        problems.Error(label.Position, $"{SteeringLabels.Protocol}: \"{label.Value}\" is not a protocol; there are {string.Join(" and ", SteeringLabels.Protocols)}");
        return Target.Snmp;
    }

    /// <summary>What a group's labels say about each of its targets.</summary>
    private sealed record SharedSettings(
        TargetGroup Group, string Protocol, Dictionary<string, WrittenLabel> Steering, List<Label> Stamped, TimeSpan Interval, TimeSpan Deadline, RequestLimits Limits)
    {
        public string? Instance { get; } = Stamped.Find(label => label.Name == "instance").Value;

        public string? Address => Text(SteeringLabels.Target) ?? Text(SteeringLabels.Address);

        public string? Text(string name) => Steering.TryGetValue(name, out var label) ? label.Value : null;

        /// <summary>A list with commas, each name once; null when there is none or it is empty.</summary>
        public string[]? Names(string name) =>
            Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } names ? names : null;

        public SourcePosition? PositionOf(string name) => Steering.TryGetValue(name, out var label) ? label.Position : null;

        public LabelSet LabelsFor(string instance) => LabelSet.From([.. Stamped.Where(label => label.Name != "instance"), new Label("instance", instance)]);
    }
}
