using System.Text;
using Collector.Pipeline.Targets;
using Collector.Snmp.Mapping.Rows;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>How a table's rows get their labels: which indexes cut the tail, and which labels remain after lookups and deletions, sorted by name.</summary>
/// <remarks>Immutable; shared by all targets of a module. <see cref="LabelWriter"/> applies it.</remarks>
internal sealed class LabelPlan
{
    public LabelPlan(IReadOnlyList<IndexPart> indexes, IReadOnlyList<LookupRef> lookups, IEnumerable<PlannedLabel> labels)
    {
        Indexes = indexes;
        Lookups = lookups;
        Labels = [.. labels.OrderBy(label => label.Name, StringComparer.Ordinal)];
        Names = [.. Labels.Select(label => Encoding.UTF8.GetBytes(label.Name))];
    }

    public IReadOnlyList<IndexPart> Indexes { get; }

    /// <summary>In the order written; a lookup's key refers to earlier ones only.</summary>
    public IReadOnlyList<LookupRef> Lookups { get; }

    public IReadOnlyList<PlannedLabel> Labels { get; }

    /// <summary>The labels' names for targets without a label of the same name.</summary>
    public IReadOnlyList<byte[]> Names { get; }

    /// <summary>The labels' names for one target: as Prometheus does without honor_labels, the target's label wins and ours becomes `exported_…`.</summary>
    public IReadOnlyList<byte[]> NamesFor(LabelSet target)
    {
        if (!Labels.Any(label => target.Get(label.Name) is not null)) return Names;
        var taken = Labels.Where(label => target.Get(label.Name) is null).Select(label => label.Name).ToHashSet(StringComparer.Ordinal);
        return [.. Labels.Select(label => Encoding.UTF8.GetBytes(taken.Contains(label.Name) ? label.Name : Exported(label.Name, target, taken)))];
    }

    private static string Exported(string name, LabelSet target, HashSet<string> taken)
    {
        while (target.Get(name) is not null || taken.Contains(name)) name = "exported_" + name;
        taken.Add(name);
        return name;
    }
}
