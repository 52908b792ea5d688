using Collector.Snmp.Ber;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Plans;

namespace Collector.Snmp.Polling.Filters;

/// <summary>What the filters of a module make of its walks and instances in one poll: a walk of a filtered column becomes GETs of the rows that passed.</summary>
/// <remarks>
/// The lane's thread only. Where the rows are those of the poll before, nothing is done and nothing allocated. Several filters of one column must all
/// let a row pass; one that could not be read has no say.
/// </remarks>
internal sealed class FilteredRows(ModulePlan plan, IReadOnlyList<FilterWalk> filters)
{
    private readonly HashSet<Oid> _targets = [];
    private bool _isDecided;

    /// <summary>The instances to ask for.</summary>
    public Oid[] Names { get; private set; } = [.. plan.Gets];

    /// <summary>More rows passed than a module may have.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether this poll asks for single rows of a subtree instead of walking it.</summary>
    public bool Replaces(Oid walk) => _targets.Contains(walk);

    /// <summary>All filters have been read, or have failed.</summary>
    public void Decide()
    {
        var isChanged = !_isDecided;
        foreach (var filter in filters) isChanged |= filter.Settle();
        if (!isChanged) return;
        _isDecided = true;
        _targets.Clear();
        foreach (var filter in filters.Where(filter => filter.Rows is not null)) _targets.UnionWith(filter.Filter.Targets);
        var names = plan.Gets.Where(name => !_targets.Any(target => target.IsPrefixOf(name)))
            .Concat(_targets.Where(target => !IsWalkedAbove(target)).SelectMany(Instances)).Distinct().Take(MappingLimits.Rows + 1).ToArray();
        IsCut = names.Length > MappingLimits.Rows;
        Names = IsCut ? names[..MappingLimits.Rows] : names;
    }

    /// <summary>What lies below a walked subtree is read with it, whatever a filter says, as snmp_exporter does.</summary>
    private bool IsWalkedAbove(Oid target) => plan.Walks.Any(walk => walk.Root != target && walk.Root.IsPrefixOf(target) && !_targets.Contains(walk.Root));

    private IEnumerable<Oid> Instances(Oid target)
    {
        HashSet<Oid>? allowed = null;
        foreach (var filter in filters.Where(filter => filter.Filter.Targets.Contains(target)))
        {
            if (filter.Rows is not { } rows) continue;
            if (allowed is null) allowed = [.. rows.AsOids()];
            else allowed.IntersectWith(rows.AsOids());
        }

        var octets = new byte[Oid.MaxEncodedLength + target.Encoded.Length];
        target.Encoded.CopyTo(octets);
        foreach (var tail in (allowed ?? []).Order())
        {
            tail.Encoded.CopyTo(octets.AsSpan(target.Encoded.Length));
            if (Oid.TryFromEncoded(octets.AsSpan(0, target.Encoded.Length + tail.Encoded.Length), out var name)) yield return name;
        }
    }
}
