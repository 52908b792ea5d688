using System.Text.Json;
using Collector.Simulator.Gnmi.Model;

namespace Collector.Simulator.Gnmi.Messages;

/// <summary>Leaves of many containers as one JSON object: lists are arrays, whose entries carry their keys as members.</summary>
internal sealed class JsonTree
{
    private readonly Node _root = new("");

    /// <summary>Adds a leaf.</summary>
    /// <param name="container">Where it is.</param>
    /// <param name="from">How many of the container's steps lead to the object itself, and are not in it.</param>
    /// <param name="leaf">Which.</param>
    /// <param name="value">What it is.</param>
    public void Add(ModelContainer container, int from, ModelLeaf leaf, in LeafValue value)
    {
        var node = _root;
        for (var at = from; at < container.Schema.Steps.Length; at++)
        {
            var step = container.Schema.Steps[at];
            node = node.Child(step.Name, step.Module);
            if (step.Keys.Length == 0) continue;
            var keys = container.Row.Keys.AsSpan(container.FirstKey(at), step.Keys.Length);
            node.IsList = true;
            node = node.Child(string.Join('\0', keys), step.Module);
            for (var key = 0; key < keys.Length; key++) node.Keys[step.Keys[key]] = keys[key];
        }

        var last = node.Child(leaf.Name, leaf.Module);
        (last.Leaf, last.Value) = (leaf, value);
    }

    public void Write(Utf8JsonWriter json, bool isIetf) => Write(json, _root, isIetf);

    private static void Write(Utf8JsonWriter json, Node node, bool isIetf)
    {
        if (node.Leaf is { } leaf)
        {
            JsonValueWriter.Write(json, leaf, node.Value, isIetf);
            return;
        }

        if (node.IsList) json.WriteStartArray();
        else json.WriteStartObject();
        foreach (var (key, value) in node.Keys) json.WriteString(key, value);
        foreach (var (name, child) in node.Children)
        {
            // RFC 7951 section 4: a name says its module where that is not its parent's.
            if (!node.IsList) json.WritePropertyName(isIetf && child.Module != node.Module ? $"{child.Module}:{name}" : name);
            Write(json, child, isIetf);
        }

        if (node.IsList) json.WriteEndArray();
        else json.WriteEndObject();
    }

    private sealed class Node(string module)
    {
        public string Module { get; } = module;

        public bool IsList { get; set; }

        public ModelLeaf? Leaf { get; set; }

        public LeafValue Value { get; set; }

        public Dictionary<string, string> Keys { get; } = new(StringComparer.Ordinal);

        public OrderedDictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);

        public Node Child(string name, string module)
        {
            if (!Children.TryGetValue(name, out var child)) Children[name] = child = new Node(module);
            return child;
        }
    }
}
