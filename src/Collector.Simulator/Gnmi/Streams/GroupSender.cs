using Collector.Gnmi.Protocol;
using Collector.Simulator.Gnmi.Devices;
using Collector.Simulator.Gnmi.Messages;
using Collector.Simulator.Gnmi.Model;

namespace Collector.Simulator.Gnmi.Streams;

/// <summary>Turns due leaves into notifications: by granularity and encoding, and as the device's nature has it.</summary>
/// <remarks>Under the device's lock.</remarks>
internal sealed class GroupSender(GnmiFleetOptions options, GnmiDeviceState device, Encoding encoding, GroupBuilder paths)
{
    private readonly List<(ModelLeaf Leaf, LeafValue Value)> _leaves = [];
    private SortedDictionary<string, (JsonTree Tree, byte[] Path)>? _trees;

    private bool IsJson => encoding is Encoding.Json or Encoding.JsonIetf;

    /// <summary>Which leaves have another value than was sent last.</summary>
    public uint Changed(LeafGroup group, long nowNs)
    {
        var at = device.At(group.Container.Row, device.Uptime(nowNs));
        var changed = 0u;
        for (var leaf = 0; leaf < group.Leaves.Length; leaf++)
        {
            if (group.Leaves[leaf].TryGetValue(at, out var value) && !group.IsSent(leaf, value)) changed |= 1u << leaf;
        }

        return changed;
    }

    /// <summary>Takes the values of a group for sent, as a subscription to updates alone has it.</summary>
    public void Note(LeafGroup group, long nowNs) => Read(group, group.All, device.Uptime(nowNs));

    /// <summary>Writes some leaves of a group.</summary>
    public void Send(NotificationWriter writer, LeafGroup group, uint leaves, long nowNs, uint missed)
    {
        if (device.Nature == GnmiNature.Atomic && group.Count % 2 == 1) leaves &= ~(1u << (group.Leaves.Length - 1));
        Read(group, leaves, device.Uptime(nowNs));
        group.Count++;
        if (_leaves.Count == 0) return;
        if (IsJson && options.Granularity == GnmiGranularity.Tree) AddToTrees(group);
        else Write(writer, group, TimestampRule.Timestamp(device.Nature, nowNs), missed);
    }

    /// <summary>Writes a group with the values of another time.</summary>
    public void SendAs(NotificationWriter writer, LeafGroup group, ulong uptime, long timestampNs)
    {
        Read(group, group.All, uptime);
        if (_leaves.Count > 0) Write(writer, group, timestampNs, missed: 0);
    }

    /// <summary>Writes one message with some leaves of many groups, over and over, until it is huge.</summary>
    public void SendHuge(NotificationWriter writer, IReadOnlyList<(LeafGroup Group, uint Leaves)> due, long nowNs)
    {
        if (due.Count == 0) return;
        writer.Begin(TimestampRule.Timestamp(device.Nature, nowNs), paths.Target());
        var uptime = device.Uptime(nowNs);
        // Older values first: of several values of a path in one notification, the last counts (2.1).
        for (var age = 1UL; writer.Length < options.HugeMessageBytes; age++) WriteAll(writer, due, uptime - Math.Min(uptime, age));
        WriteAll(writer, due, uptime);
        writer.End();
    }

    /// <summary>Ends a turn: what went into trees is written.</summary>
    public void Flush(NotificationWriter writer, long nowNs)
    {
        if (_trees is null || _trees.Count == 0) return;
        writer.Begin(TimestampRule.Timestamp(device.Nature, nowNs), paths.Target());
        foreach (var (tree, path) in _trees.Values) writer.Tree(path, tree, encoding);
        writer.End();
        _trees.Clear();
    }

    private void Read(LeafGroup group, uint leaves, ulong uptime)
    {
        var at = device.At(group.Container.Row, uptime);
        _leaves.Clear();
        for (var leaf = 0; leaf < group.Leaves.Length; leaf++)
        {
            if ((leaves >> leaf & 1) == 0 || !group.Leaves[leaf].TryGetValue(at, out var value)) continue;
            _leaves.Add((group.Leaves[leaf], value));
            group.Sent(leaf, value);
        }
    }

    private void Write(NotificationWriter writer, LeafGroup group, long timestamp, uint missed)
    {
        if (device.Nature == GnmiNature.Coalescing) missed += 3;
        if (IsJson && options.Granularity == GnmiGranularity.Object)
        {
            writer.Begin(timestamp, group.Prefix);
            writer.Object(group.Steps, _leaves, encoding, missed);
            writer.End(device.Nature == GnmiNature.Atomic);
            return;
        }

        var isEach = options.Granularity == GnmiGranularity.Leaf && device.Nature != GnmiNature.Atomic;
        for (var leaf = 0; leaf < _leaves.Count; leaf++)
        {
            if (isEach || leaf == 0) writer.Begin(timestamp, group.Prefix);
            writer.Update(group.Steps, Typed(_leaves[leaf].Leaf, group.Count), _leaves[leaf].Value, encoding, paths.Form, missed);
            if (isEach || leaf == _leaves.Count - 1) writer.End(device.Nature == GnmiNature.Atomic);
        }
    }

    /// <summary>The leaf, or one of another type for devices that change types.</summary>
    private ModelLeaf Typed(ModelLeaf leaf, int count)
    {
        if (device.Nature != GnmiNature.ChangingTypes || leaf.Kind is not (LeafKind.Unsigned or LeafKind.Unsigned64)) return leaf;
        return (count % 3) switch { 1 => leaf, 2 => leaf.As(LeafKind.Enumeration), _ => leaf.As(LeafKind.Double) };
    }

    private void WriteAll(NotificationWriter writer, IReadOnlyList<(LeafGroup Group, uint Leaves)> due, ulong uptime)
    {
        foreach (var (group, leaves) in due)
        {
            Read(group, leaves, uptime);
            var steps = group.Steps.Length > 0 ? group.Steps : paths.Path(group.Container, group.Container.Schema.Steps.Length, null, paths.Form);
            foreach (var (leaf, value) in _leaves) writer.Update(steps, leaf, value, encoding, paths.Form);
        }
    }

    private void AddToTrees(LeafGroup group)
    {
        _trees ??= new SortedDictionary<string, (JsonTree, byte[])>(StringComparer.Ordinal);
        var top = group.Container.Schema.Steps[0].Name;
        if (!_trees.TryGetValue(top, out var tree)) _trees[top] = tree = (new JsonTree(), paths.Path(group.Container, 1, null, paths.Form));
        foreach (var (leaf, value) in _leaves) tree.Tree.Add(group.Container, 1, leaf, value);
    }
}
