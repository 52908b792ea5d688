using System.Text;
using Collector.Gnmi.Mapping.Joins;
using Collector.Gnmi.Mapping.Naming;
using Collector.Gnmi.Mapping.Wire;
using Collector.Pipeline.Store.Live;

namespace Collector.Gnmi.Mapping;

/// <summary>One table of a subscription: the leaves right below one container, whose rows are the keys on the way there.</summary>
/// <remarks>Immutable, shared by all targets. Names of elements are kept without their module prefix, which a device may give in one message and not in the other.</remarks>
internal sealed class TablePlan
{
    /// <param name="place">In the schema of the subscription.</param>
    /// <param name="path">A path to a leaf of the table.</param>
    /// <param name="depth">How many of its elements are the container's.</param>
    /// <param name="plan">Of a leaf of the table.</param>
    /// <param name="joins">The labels that come from other leaves.</param>
    /// <param name="expiry">How long cells live that nobody confirms.</param>
    public TablePlan(int place, WirePath path, int depth, LeafPlan plan, IReadOnlyList<TableJoin> joins, LiveExpiry expiry)
    {
        (Place, Joins, Expiry) = (place, joins, expiry);
        Origin = path.Origin.ToArray();
        Names = new byte[depth][];
        KeyNames = new byte[depth][][];
        for (var element = 0; element < depth; element++)
        {
            Names[element] = ModulePrefix.Strip(path.Name(element)).ToArray();
            KeyNames[element] = new byte[path.KeysOf(element)][];
            for (var key = 0; key < KeyNames[element].Length; key++) KeyNames[element][key] = path.KeyName(element, key).ToArray();
        }

        KeyLabels = [.. plan.KeyLabels.Select(Encoding.ASCII.GetBytes)];
        SubscriptionLabel = plan.SubscriptionLabel is { } label ? Encoding.ASCII.GetBytes(label) : [];
    }

    public int Place { get; }

    public LiveExpiry Expiry { get; }

    /// <summary>The labels that come from other leaves.</summary>
    public IReadOnlyList<TableJoin> Joins { get; }

    public byte[] Origin { get; }

    /// <summary>Of the container's elements.</summary>
    public byte[][] Names { get; }

    /// <summary>Of each of the container's elements, sorted.</summary>
    public byte[][][] KeyNames { get; }

    /// <summary>The labels of all keys, in the order of elements and keys.</summary>
    public byte[][] KeyLabels { get; }

    /// <summary>The label that carries the subscription's name; empty for none.</summary>
    public byte[] SubscriptionLabel { get; }
}
