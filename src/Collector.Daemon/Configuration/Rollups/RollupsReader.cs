using Collector.Export.Exposition;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Configuration.Rollups;

/// <summary>Reads `rollups`: a list of rules, and of presets that stand for rules.</summary>
internal sealed class RollupsReader(ConfigurationProblems problems)
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestMemory = TimeSpan.FromDays(30);

    private readonly Dictionary<string, SourcePosition> _names = new(StringComparer.Ordinal);

    public static IReadOnlyList<RollupRule> Read(MappingReader root, ConfigurationProblems problems)
    {
        var reader = new RollupsReader(problems);
        return [.. root.Mappings("rollups").SelectMany(reader.Read)];
    }

    private IEnumerable<RollupRule> Read(MappingReader entry)
    {
        var errors = problems.ErrorCount;
        RollupRule[] rules = entry.Has("preset") ? ReadPreset(entry) : [ReadRule(entry)];
        entry.RejectUnknown();
        foreach (var rule in rules) TakeName(rule);
        return problems.ErrorCount == errors ? rules : [];
    }

    /// <summary>A preset as it is, but for what is written beside it.</summary>
    private RollupRule[] ReadPreset(MappingReader entry)
    {
        if (entry.Enum<RollupPreset>("preset") is not { } preset) return [];
        var rules = ReadyMade.Of(preset);
        var isTop = rules[0].Operation == RollupOperation.Topk;
        var (most, by, interval, remember) = (isTop ? ReadMost(entry) : null, ReadBy(entry), ReadInterval(entry), ReadRemember(entry));
        var (matchers, captures) = (ReadMatchers(entry), ReadCaptures(entry));
        return [.. rules.Select(rule => rule with
        {
            By = by ?? rule.By,
            Most = most ?? rule.Most,
            Interval = interval ?? rule.Interval,
            Remember = remember ?? rule.Remember,
            Matchers = matchers,
            Captures = captures,
            Position = entry.Position,
        })];
    }

    private RollupRule ReadRule(MappingReader entry)
    {
        var operation = ReadOperation(entry);
        var (family, isRate) = ReadSource(entry);
        var rule = new RollupRule
        {
            Name = ReadName(entry),
            Help = entry.String("help") ?? "",
            Operation = operation,
            Family = family,
            IsRate = isRate,
            Per = ReadPer(entry),
            Scale = ReadScale(entry),
            By = ReadBy(entry) ?? [],
            Matchers = ReadMatchers(entry),
            Captures = ReadCaptures(entry),
            Conditions = ReadConditions(entry),
            Position = entry.Position,
        };
        if (operation == RollupOperation.Quantile) rule = rule with { Quantile = entry.Double("quantile", 0, 1) ?? Missing(entry, "quantile", "op: quantile needs it, from 0 to 1", rule.Quantile) };
        if (operation == RollupOperation.Topk) rule = rule with { Most = ReadMost(entry) ?? rule.Most };
        rule = rule with
        {
            Interval = ReadInterval(entry) ?? rule.Interval,
            Remember = ReadRemember(entry) ?? rule.Remember,
            MostGroups = entry.Int("max_groups", min: 1, max: 1_000_000) ?? rule.MostGroups,
        };
        if (rule is { IsOfTargets: true, Per: not null }) problems.Error(entry.PositionOf("per"), "per: up is of targets, which have no rows to take another family from");
        if (rule is { IsOfTargets: true, Operation: RollupOperation.Topk }) problems.Error(entry.PositionOf("op"), "op: up is 0 or 1, so that none of them is the largest");
        if (rule.IsOfTargets) CheckConditionsOfUp(rule, entry);
        return rule;
    }

    private RollupOperation ReadOperation(MappingReader entry)
    {
        if (entry.IsNull("op")) problems.Error(entry.Position, "op is required");
        return entry.Enum<RollupOperation>("op") ?? RollupOperation.Sum;
    }

    private string ReadName(MappingReader entry)
    {
        var name = entry.RequiredString("name");
        if (name.Length > 0 && !RollupNames.IsFamily(name)) problems.Error(entry.PositionOf("name"), $"name: \"{name}\" is not a metric's name: letters, digits, _ and :, and no digit first");
        else if (OwnNames.IsReserved(name)) problems.Error(entry.PositionOf("name"), $"name: \"{name}\" belongs to the collector itself");
        return name;
    }

    private (string Family, bool IsRate) ReadSource(MappingReader entry)
    {
        const string Rate = "rate(";
        var source = entry.RequiredString("of").Trim();
        var isRate = source.StartsWith(Rate, StringComparison.Ordinal) && source.EndsWith(')');
        var family = isRate ? source[Rate.Length..^1].Trim() : source;
        if (source.Length > 0 && !RollupNames.IsReadable(family)) problems.Error(entry.PositionOf("of"), $"of: \"{source}\" is neither a family nor rate(family); conditions on labels stand under matchers");
        return (family, isRate);
    }

    private string? ReadPer(MappingReader entry)
    {
        var per = entry.String("per");
        if (per is not null && !RollupNames.IsReadable(per)) problems.Error(entry.PositionOf("per"), $"per: \"{per}\" is no name of a family");
        return per;
    }

    private double ReadScale(MappingReader entry)
    {
        var scale = entry.Double("scale") ?? 1;
        if (scale <= 0) problems.Error(entry.PositionOf("scale"), "scale: it must be more than 0");
        return scale;
    }

    private static int? ReadMost(MappingReader entry) => entry.Int("k", min: 1, max: 1000);

    private static TimeSpan? ReadInterval(MappingReader entry) => entry.Duration("interval", ShortestInterval, LongestInterval);

    private static TimeSpan? ReadRemember(MappingReader entry) => entry.Duration("remember", ShortestInterval, LongestMemory);

    private IReadOnlyList<string>? ReadBy(MappingReader entry)
    {
        if (!entry.Has("by")) return null;
        var labels = entry.Scalars("by");
        foreach (var label in labels.Where(label => !LabelSet.IsValidName(label.Text))) problems.Error(label.Position, $"by: \"{label.Text}\" is no label name");
        return [.. labels.Select(label => label.Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private List<LabelMatcher> ReadMatchers(MappingReader entry)
    {
        var matchers = new List<LabelMatcher>();
        foreach (var text in entry.Scalars("matchers"))
        {
            if (LabelMatcher.TryParse(text.Text, out var matcher, out var error)) matchers.Add(matcher);
            else problems.Error(text.Position, $"matchers: {error}");
        }

        return matchers;
    }

    private List<LabelCapture> ReadCaptures(MappingReader entry)
    {
        var captures = new List<LabelCapture>();
        foreach (var written in entry.Mappings("captures"))
        {
            var (label, regex) = (written.RequiredString("label"), written.RequiredString("regex"));
            written.RejectUnknown();
            if (label.Length == 0 || regex.Length == 0) continue;
            if (LabelCapture.TryCreate(label, regex, out var capture, out var error)) captures.Add(capture);
            else problems.Error(written.Position, $"captures: {error}");
        }

        return captures;
    }

    private List<ValueCondition> ReadConditions(MappingReader entry)
    {
        var conditions = new List<ValueCondition>();
        foreach (var text in entry.Scalars("when"))
        {
            if (ValueCondition.TryParse(text.Text, out var condition, out var error)) conditions.Add(condition);
            else problems.Error(text.Position, $"when: {error}");
        }

        return conditions;
    }

    private void CheckConditionsOfUp(RollupRule rule, MappingReader entry)
    {
        foreach (var condition in rule.Conditions.Where(condition => condition.Family != RollupNames.Up))
            problems.Error(entry.PositionOf("when"), $"when: up is of targets, which have no rows to take {condition.Family} from");
    }

    private void TakeName(RollupRule rule)
    {
        foreach (var name in (string[])[rule.Name, rule.Name + RollupNames.Members, rule.Name + RollupNames.Expected])
        {
            if (rule.Name.Length == 0 || _names.TryAdd(name, rule.Position)) continue;
            problems.Error(rule.Position, $"name: the rollup at line {_names[name].Line} makes {name} already");
            return;
        }
    }

    private double Missing(MappingReader entry, string key, string why, double otherwise)
    {
        if (entry.IsNull(key)) problems.Error(entry.Position, $"{key} is required: {why}");
        return otherwise;
    }
}
