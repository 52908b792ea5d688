using System.Collections.Concurrent;
using System.Text;
using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping.Joins;
using Collector.Gnmi.Mapping.Json;
using Collector.Gnmi.Mapping.Naming;
using Collector.Gnmi.Mapping.Wire;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Store.Live;

namespace Collector.Gnmi.Mapping;

/// <summary>What all targets of one subscription have in common: the shapes of the leaves that were seen, and what they become.</summary>
/// <remarks>
/// Any thread. A shape is looked up when a target binds a path, which is once for each leaf of the target; it is planned when the first target has it.
/// The number of shapes is bounded, because devices choose them.
/// </remarks>
public sealed class SubscriptionPlan(SubscriptionOptions options, MappingOptions mapping, int order)
{
    /// <summary>Shapes of all targets of a subscription together. What comes beyond is not shown, and counted.</summary>
    public const int MostShapes = 100_000;

    private readonly ConcurrentDictionary<byte[], Leaf?> _leaves = new(ByteKeys.Comparer);
    private readonly Dictionary<byte[], TablePlan> _tables = new(ByteKeys.Comparer);
    private readonly Dictionary<byte[], Leaf> _made = new(ByteKeys.Comparer);
    private readonly LeafNaming _naming = LeafNaming.For(mapping, options);
    private readonly Lock _planning = new();
    private readonly CellLifetime _lifetime = new(options);

    public SubscriptionOptions Options { get; } = options;

    /// <summary>The subscription's name in UTF-8.</summary>
    internal byte[] NameText { get; } = Encoding.UTF8.GetBytes(options.Name);

    /// <summary>Which members of JSON lists are their keys.</summary>
    internal ListKeys ListKeys { get; } = new(mapping.ListKeys);

    /// <summary>Leaves whose values are labels of other rows.</summary>
    internal LeafJoins Joins { get; } = new(mapping.Joins);

    /// <summary>Names what is in the tables. Grows with what devices send.</summary>
    public LiveSchema Schema { get; } = new(options.Name, order);

    /// <summary>The leaf of a path. False when there are too many shapes to have another one.</summary>
    /// <param name="path">Prefix and path.</param>
    /// <param name="prefixLength">Elements of the prefix.</param>
    /// <param name="buffer">For the key.</param>
    /// <param name="leaf">Null when leaves of this shape are not shown.</param>
    internal bool TryFind(WirePath path, int prefixLength, KeyBuffer buffer, out Leaf? leaf)
    {
        WriteShape(path, path.Count, prefixLength, buffer, stripped: false);
        if (_leaves.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(buffer.Written, out leaf)) return true;
        return _leaves.Count < MostShapes && TryPlan(path, prefixLength, buffer, out leaf);
    }

    private static void WriteShape(WirePath path, int elements, int prefixLength, KeyBuffer buffer, bool stripped)
    {
        buffer.Clear();
        buffer.Add(prefixLength);
        buffer.Add(path.Origin);
        for (var element = 0; element < elements; element++)
        {
            buffer.Add(stripped ? ModulePrefix.Strip(path.Name(element)) : path.Name(element));
            buffer.Add(path.KeysOf(element));
            for (var key = 0; key < path.KeysOf(element); key++) buffer.Add(path.KeyName(element, key));
        }
    }

    private bool TryPlan(WirePath path, int prefixLength, KeyBuffer buffer, out Leaf? leaf)
    {
        lock (_planning)
        {
            var shapeKey = buffer.Written.ToArray();
            if (_leaves.TryGetValue(shapeKey, out leaf)) return true;
            var shape = ShapeOf(path, prefixLength);
            leaf = _naming.Plan(shape) is { } plan ? LeafOf(path, shape, plan, buffer) : null;
            _leaves.TryAdd(shapeKey, leaf);
            return true;
        }
    }

    private Leaf LeafOf(WirePath path, LeafShape shape, LeafPlan plan, KeyBuffer buffer)
    {
        // A list entry that is itself the leaf has its keys in the last element, which is then part of the container.
        var depth = path.Count > 0 && path.KeysOf(path.Count - 1) == 0 ? path.Count - 1 : path.Count;
        var name = depth < path.Count ? path.Name(depth) : default;
        var expiry = _lifetime.Of(shape);

        WriteShape(path, depth, prefixLength: 0, buffer, stripped: true);
        buffer.Add((int)(expiry.RoundNs / 1_000_000));
        foreach (var label in plan.KeyLabels.Append(plan.SubscriptionLabel ?? "")) buffer.Add(Encoding.ASCII.GetBytes(label));
        if (!_tables.TryGetValue(buffer.Written.ToArray(), out var table))
        {
            table = new TablePlan(Schema.AddTable(), path, depth, plan, Joins.For(shape, plan.KeyLabels), expiry);
            _tables.Add(buffer.Written.ToArray(), table);
        }

        // Another split between prefix and path makes another shape, and the same leaf.
        buffer.Clear();
        buffer.Add(table.Place);
        buffer.Add(ModulePrefix.Strip(name));
        buffer.Add(Encoding.UTF8.GetBytes(plan.Family.Name));
        if (_made.TryGetValue(buffer.Written.ToArray(), out var made)) return made;
        var leaf = new Leaf(Schema, table, plan, name, Joins.SourceOf(shape));
        _made.Add(buffer.Written.ToArray(), leaf);
        return leaf;
    }

    private static LeafShape ShapeOf(WirePath path, int prefixLength)
    {
        var elements = new ShapeElement[path.Count];
        for (var element = 0; element < elements.Length; element++)
        {
            var keys = new string[path.KeysOf(element)];
            for (var key = 0; key < keys.Length; key++) keys[key] = Encoding.UTF8.GetString(path.KeyName(element, key));
            elements[element] = new ShapeElement(Encoding.UTF8.GetString(path.Name(element)), keys);
        }

        return new LeafShape { Origin = Encoding.UTF8.GetString(path.Origin), Elements = elements, PrefixLength = prefixLength };
    }
}
