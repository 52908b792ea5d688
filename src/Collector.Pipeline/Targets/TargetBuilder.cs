using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Targets;

/// <summary>Makes targets of the groups that users write: steering labels are taken out, defaults filled in, the rest stamped.</summary>
/// <remarks>A group whose labels make no sense has no targets, and the reason is among the problems.</remarks>
public sealed class TargetBuilder(TargetDefaults defaults, ITargetCheck check)
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    public IEnumerable<WrittenTarget> Build(TargetGroup group, ConfigurationProblems problems)
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
        foreach (var label in group.Labels)
        {
            if (!label.Name.StartsWith(SteeringLabels.Prefix, StringComparison.Ordinal)) stamped.Add(new Label(label.Name, label.Value));
            else if (SteeringLabels.All.Contains(label.Name)) steering[label.Name] = label;
            else if (SteeringLabels.LooksLikeOne(label.Name)) problems.Warning(label.Position, $"{label.Name} has no effect here");
        }
        var interval = Duration(steering, SteeringLabels.Interval, problems) ?? defaults.Interval;
        var deadline = Duration(steering, SteeringLabels.Timeout, problems) ?? interval;
        if (deadline > interval)
        {
            problems.Warning(steering[SteeringLabels.Timeout].Position,
                $"a poll may take {DurationText.Format(deadline)}, longer than the interval of {DurationText.Format(interval)}");
        }
        CheckProtocol(steering, problems);
        return problems.ErrorCount > errorsBefore ? null : new SharedSettings(group, steering, stamped, interval, deadline);
    }

    private WrittenTarget Build(WrittenText written, SharedSettings shared)
    {
        var instance = shared.Instance ?? written.Text;
        var target = new Target
        {
            Instance = instance,
            Address = shared.Text(SteeringLabels.Address) ?? written.Text,
            Labels = LabelSet.From([.. shared.Stamped.Where(label => label.Name != "instance"), new Label("instance", instance)]),
            Modules = shared.Modules ?? defaults.Modules,
            Auth = shared.Text(SteeringLabels.Auth) ?? defaults.Auth,
            Context = shared.Text(SteeringLabels.SnmpContext) ?? "",
            Interval = shared.Interval,
            Deadline = shared.Deadline,
            PacketTimeout = defaults.PacketTimeout,
            Retries = defaults.Retries,
            WrittenAt = written.Position,
        };
        return new WrittenTarget(target, shared.Group, written.Position,
            shared.PositionOf(SteeringLabels.Module) ?? defaults.ModulesAt ?? written.Position,
            shared.PositionOf(SteeringLabels.Auth) ?? defaults.AuthAt ?? written.Position);
    }

    private static TimeSpan? Duration(Dictionary<string, WrittenLabel> steering, string name, ConfigurationProblems problems)
    {
        if (!steering.TryGetValue(name, out var label)) return null;
        if (!DurationText.TryParse(label.Value, out var duration)) problems.Error(label.Position, $"{name}: \"{label.Value}\" is not {DurationText.Form}");
        else if (duration < ShortestInterval) problems.Error(label.Position, $"{name}: {label.Value} is shorter than {DurationText.Format(ShortestInterval)}");
        else return duration;
        return null;
    }

    private static void CheckProtocol(Dictionary<string, WrittenLabel> steering, ConfigurationProblems problems)
    {
        if (steering.TryGetValue(SteeringLabels.Protocol, out var label) && label.Value != "snmp")
            problems.Error(label.Position, $"{SteeringLabels.Protocol}: \"{label.Value}\" is not a protocol; there is snmp");
    }

    /// <summary>What a group's labels say about each of its targets.</summary>
    private sealed record SharedSettings(
        TargetGroup Group, Dictionary<string, WrittenLabel> Steering, List<Label> Stamped, TimeSpan Interval, TimeSpan Deadline)
    {
        public string? Instance { get; } = Stamped.Find(label => label.Name == "instance").Value;

        public IReadOnlyList<string>? Modules { get; } =
            Steering.TryGetValue(SteeringLabels.Module, out var label) && SplitModules(label.Value) is { Length: > 0 } names ? names : null;

        public string? Text(string name) => Steering.TryGetValue(name, out var label) ? label.Value : null;

        public SourcePosition? PositionOf(string name) => Steering.TryGetValue(name, out var label) ? label.Position : null;

        private static string[] SplitModules(string list) =>
            [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
    }
}
