using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;

namespace Collector.Snmp.Explaining;

/// <summary>Answers the question about one OID: was it asked for, did it come, which metric takes it, and which series is it.</summary>
internal sealed class OidWords(TracedModule module, SnmpModules all, Oid oid)
{
    private const int MostInstances = 10;
    private const int MostNames = 10;

    private readonly List<int> _received = [.. module.Below(oid)];

    public OidExplanation Explain() => new()
    {
        Oid = oid.ToString(),
        Answer = Answer(),
        AskedBy = [.. module.Covering(oid).Select(StepWords.NameOf).Take(MostNames)],
        Received = _received.Count,
        Instances = [.. _received.Take(MostInstances).Select(module.Explain)],
        Metrics = [.. Metrics().Select(metric => metric.Name).Take(MostNames)],
        Labels = [.. Labels().Take(MostNames)],
        MappedBy = UnwantedNames.MappedBy(oid, all, module.Options.Name),
    };

    private static bool Touch(Oid left, Oid right) => left.IsPrefixOf(right) || right.IsPrefixOf(left);

    private IEnumerable<MetricOptions> Metrics() => module.Options.Metrics.Where(metric => Touch(metric.Oid, oid));

    private IEnumerable<string> Labels() => module.Options.Metrics.SelectMany(metric => metric.Lookups)
        .Where(lookup => !lookup.IsRemoval && Touch(lookup.Oid, oid)).Select(lookup => lookup.LabelName).Distinct(StringComparer.Ordinal);

    private string Answer()
    {
        if (_received.Count == 0) return WhyNotReceived();
        if (!Metrics().Any()) return $"The agent sent {Count(_received.Count, "instance")}, and {NoMetric()}";
        var shown = _received.Count(IsShown);
        if (shown == _received.Count) return $"The agent sent {Count(_received.Count, "instance")}, and {(shown == 1 ? "it is" : "all are")} shown: {module.Explain(_received[0]).Series[0]}";
        var lost = module.Explain(_received.First(varbind => !IsShown(varbind)));
        return $"The agent sent {Count(_received.Count, "instance")}, of which {shown} are shown. {lost.Oid} = {lost.Type} {lost.Value} is not: {lost.Why}";
    }

    private bool IsShown(int varbind)
    {
        var found = module.Plan.Objects.Find(module.Varbinds.NameOf(varbind), null);
        for (var use = found; use is not null; use = use.Also)
        {
            if (use.Column == MappedObject.None) continue;
            module.LossOf(use, varbind, out var isShown);
            if (isShown) return true;
        }

        return false;
    }

    private string NoMetric()
    {
        var name = module.Options.Name;
        var labels = Labels().ToList();
        if (labels.Count > 0) return $"no metric of module {name} maps it: it is only looked up, as label {string.Join(", ", labels.Take(MostNames))}";
        var nearest = UnwantedNames.Nearest(oid, module.Options) is { } metric ? $"; the nearest is {metric.Name} {metric.Oid}" : "";
        var others = UnwantedNames.MappedBy(oid, all, name) is { Count: > 0 } mapped ? $"; but {string.Join(", ", mapped)} {(mapped.Count == 1 ? "does" : "do")}" : "";
        return $"no metric of module {name} maps it{nearest}{others}";
    }

    private string WhyNotReceived()
    {
        var metric = Metrics().Any() ? "" : $", and {NoMetric()}";
        var mapped = module.Plan.Objects.Find(oid.Encoded, null);
        var isInstance = mapped is not null && mapped.Name != oid && module.Options.Metrics.All(other => other.Oid != oid);
        var state = isInstance && module.Covering(oid).Any() ? MetricState.NotReceived : MetricWords.StateOfMissing(module, oid);
        if (isInstance && !module.Covering(oid).Any()) state = FilterWords.WhyExcluded(module, oid) is null ? MetricState.NotAsked : MetricState.FilteredOut;
        var why = MetricWords.WhyNot(module, oid, state) ?? $"the agent sent nothing at or below {oid}";
        return $"{char.ToUpperInvariant(why[0])}{why[1..]}{Neighbours()}{metric}";
    }

    /// <summary>Between which names the walk went past it.</summary>
    private string Neighbours()
    {
        if (module.Covering(oid).FirstOrDefault(step => step.Step is SubtreeWalk)?.Step is not SubtreeWalk walk) return "";
        var (before, after) = ("", "");
        foreach (var varbind in module.Below(walk.Plan.Root))
        {
            var name = module.Varbinds.NameOf(varbind);
            if (Oid.Compare(name, oid.Encoded) < 0) before = Oid.Format(name);
            else if (after.Length == 0) after = Oid.Format(name);
        }

        if (before.Length == 0 && after.Length == 0) return "";
        return $" (before it came {(before.Length == 0 ? "nothing" : before)}, after it {(after.Length == 0 ? "nothing" : after)})";
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
