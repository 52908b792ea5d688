using Collector.Simulator.Gnmi.Messages;

namespace Collector.Simulator.Gnmi.Streams;

/// <summary>What a device that deletes has deleted, by the time since the call began: in the second half of every period a leaf, a branch, or a leaf of all rows.</summary>
internal sealed class DeletingCycle(long periodNs, long beganNs)
{
    private bool _isDeleted;

    private enum Kind
    {
        Leaf,
        Branch,
        Wildcard,
    }

    public long Due { get; private set; } = beganNs + periodNs / 2;

    /// <summary>Deletes, or brings back, if it is time to; returns whether something is to be sent again.</summary>
    public bool Advance(NotificationWriter writer, IReadOnlyList<LeafGroup> groups, GroupBuilder paths, long nowNs)
    {
        if (nowNs < Due || groups.Count == 0) return false;
        var halves = (nowNs - beganNs) / (periodNs / 2);
        Due = beganNs + (halves + 1) * (periodNs / 2);
        var wasDeleted = _isDeleted;
        foreach (var group in groups) group.Hidden = 0;
        _isDeleted = halves % 2 == 1;
        if (_isDeleted) Delete(writer, groups, paths, (Kind)(halves / 2 % 3), nowNs);
        return wasDeleted && !_isDeleted;
    }

    private static void Delete(NotificationWriter writer, IReadOnlyList<LeafGroup> groups, GroupBuilder paths, Kind kind, long nowNs)
    {
        var first = groups[0];
        var container = first.Container;
        var (length, leaf) = kind == Kind.Branch ? (container.EntryLength, null) : (container.Schema.Steps.Length, first.Leaves[0]);
        writer.Begin(nowNs, paths.Target());
        writer.Delete(paths.Path(container, length, leaf, kind == Kind.Wildcard ? PathForm.AnyKeys : paths.Form));
        writer.End();
        foreach (var group in groups)
        {
            var isHit = kind switch
            {
                Kind.Leaf => group == first,
                Kind.Branch => group.Container.IsBelow(container, length),
                _ => group.Container.Schema == container.Schema,
            };
            var place = Array.IndexOf(group.Leaves, leaf);
            if (isHit && kind == Kind.Branch) Hide(group, group.All);
            else if (isHit && place >= 0) Hide(group, 1u << place);
        }
    }

    private static void Hide(LeafGroup group, uint leaves)
    {
        group.Hidden = leaves;
        group.Forget(leaves);
    }
}
