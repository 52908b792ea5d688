using Collector.Pipeline.Configuration;
using Collector.Pipeline.Relabelling;

namespace Collector.Pipeline.Targets;

/// <summary>Applies <c>relabel_configs</c> to targets before anything is made of them, as Prometheus does.</summary>
/// <remarks>
/// One thread at a time. Rules see what Prometheus lets them see: the target as <c>__address__</c>, the labels of its group, and the defaults as
/// <c>__param_module</c>, <c>__param_auth</c>, <c>__scrape_interval__</c> and <c>__scrape_timeout__</c>.
/// </remarks>
internal sealed class TargetRelabelling(RelabelRules rules, TargetDefaults defaults)
{
    private readonly LabelBuilder _labels = new();

    /// <summary>The group itself when no rule is for it, otherwise a group for each target that is left. Those that the rules drop are not among them.</summary>
    public IEnumerable<TargetGroup> Apply(TargetGroup group, ConfigurationProblems problems)
    {
        if (rules.IsEmpty && group.Rules.IsEmpty)
        {
            yield return group;
            yield break;
        }

        foreach (var target in group.Targets)
        {
            if (Apply(group, target, problems) is { } relabelled) yield return relabelled;
        }
    }

    private TargetGroup? Apply(TargetGroup group, WrittenText target, ConfigurationProblems problems)
    {
        var before = Before(group, target);
        _labels.Reset([.. before.Values]);
        if (!group.Rules.Apply(_labels) || !rules.Apply(_labels)) return null;
        var address = _labels.Get(SteeringLabels.Address);
        if (address.Length == 0 && _labels.Get(SteeringLabels.Target).Length == 0)
        {
            problems.Error(target.Position, $"relabelling leaves \"{target.Text}\" without an {SteeringLabels.Address}");
            return null;
        }

        // A name that nobody gave is the address, as it is in Prometheus; an address that the rules left alone keeps the name that it was written under.
        var text = address == before[SteeringLabels.Address].Value || address.Length == 0 ? target.Text : address;
        return new TargetGroup([target with { Text = text }], Written(group, target.Position, before));
    }

    private Dictionary<string, Label> Before(TargetGroup group, WrittenText target)
    {
        var before = new Dictionary<string, Label>(StringComparer.Ordinal);
        Add(SteeringLabels.Module, string.Join(',', defaults.Modules));
        Add(SteeringLabels.Auth, defaults.Auth);
        Add(SteeringLabels.Interval, DurationText.Format(defaults.Interval));
        Add(SteeringLabels.Timeout, DurationText.Format(defaults.Interval));
        Add(SteeringLabels.Address, target.Text);
        foreach (var label in group.Labels) Add(label.Name, label.Value);
        return before;

        void Add(string name, string value) => before[name] = new Label(name, value);
    }

    /// <summary>Defaults that no rule changed are left to be defaults, so that messages about them name the place where they were written.</summary>
    private List<WrittenLabel> Written(TargetGroup group, SourcePosition position, Dictionary<string, Label> before)
    {
        var written = new List<WrittenLabel>();
        foreach (var label in _labels.ToArray())
        {
            var old = group.Labels.FirstOrDefault(each => each.Name == label.Name);
            var isUntouched = before.TryGetValue(label.Name, out var first) && first.Value == label.Value;
            if (old.Name is null && isUntouched) continue;
            written.Add(new WrittenLabel(label.Name, label.Value, isUntouched ? old.Position : position));
        }

        return written;
    }
}
