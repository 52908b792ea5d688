using Collector.Gnmi.Protocol;
using Collector.Simulator.Gnmi.Devices;
using Collector.Simulator.Gnmi.Messages;
using Collector.Simulator.Gnmi.Model;
using Collector.Simulator.Gnmi.Requests;

namespace Collector.Simulator.Gnmi.Streams;

/// <summary>Finds what a plan matches on a device, and encodes the paths of it once.</summary>
internal sealed class GroupBuilder(GnmiFleetOptions options, GnmiDeviceState device, SubscribePlan plan)
{
    private readonly ProtoBuffer _buffer = new();

    public PathForm Form { get; } = device.Nature == GnmiNature.OldPaths ? PathForm.Old : PathForm.Elements;

    // What is atomic is so under its prefix, and old paths have no other way to be told apart.
    private bool HasKeysInPath => options.HasKeysInPath && device.Nature != GnmiNature.Atomic;

    public List<LeafGroup> Build()
    {
        var groups = new List<LeafGroup>();
        foreach (var schema in DeviceModel.Containers)
        {
            foreach (var container in device.Containers(schema)) Add(groups, container);
        }

        return groups;
    }

    /// <summary>A path alone, as a delete has it.</summary>
    public byte[] Path(ModelContainer container, int length, ModelLeaf? leaf, PathForm form)
    {
        _buffer.Clear();
        PathWriter.WriteOrigin(_buffer, options.Origin);
        PathWriter.WriteSteps(_buffer, container, length, form);
        if (leaf is not null) PathWriter.WriteLeaf(_buffer, leaf, form);
        return _buffer.Written.ToArray();
    }

    /// <summary>A prefix that says the target alone; empty when nobody said one.</summary>
    public byte[] Target()
    {
        _buffer.Clear();
        PathWriter.WriteTarget(_buffer, plan.Target);
        return _buffer.Written.ToArray();
    }

    /// <summary>Leaves of one container that are sent at the same times go together, whichever of the paths asked for them.</summary>
    private void Add(List<LeafGroup> groups, ModelContainer container)
    {
        List<(PlannedPath Path, bool IsSampled, List<ModelLeaf> Leaves)>? together = null;
        foreach (var path in plan.Paths)
        {
            foreach (var leaf in container.Schema.Leaves)
            {
                if (!path.Pattern.Matches(container, leaf.Name, plan.Depth)) continue;
                var isSampled = path.Mode == SubscriptionMode.Sample || (path.Mode == SubscriptionMode.TargetDefined && leaf.IsCounter);
                together ??= [];
                var place = together.FindIndex(one => one.IsSampled == isSampled && one.Path.HasTimesOf(path));
                if (place < 0) together.Add((path, isSampled, [leaf]));
                else if (!together[place].Leaves.Contains(leaf)) together[place].Leaves.Add(leaf);
            }
        }

        foreach (var (path, isSampled, leaves) in together ?? []) groups.Add(Group(container, leaves, path, isSampled));
    }

    private LeafGroup Group(ModelContainer container, List<ModelLeaf> leaves, PlannedPath path, bool isSampled)
    {
        var steps = Path(container, container.Schema.Steps.Length, null, Form);
        if (HasKeysInPath) return new LeafGroup(container, [.. leaves], path, isSampled, Target(), steps);
        return new LeafGroup(container, [.. leaves], path, isSampled, [.. steps, .. Target()], []);
    }
}
