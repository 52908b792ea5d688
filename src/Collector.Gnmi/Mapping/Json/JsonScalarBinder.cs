using Collector.Gnmi.Mapping.Values;

namespace Collector.Gnmi.Mapping.Json;

/// <summary>Takes a JSON value that is one leaf into a <see cref="SeriesTree"/>: the update's path is the leaf's, as if the value were no JSON.</summary>
internal readonly ref struct JsonScalarBinder(SeriesTree tree, int prefix, ReadOnlySpan<byte> path, long timeNs) : IJsonLeafVisitor
{
    private readonly ReadOnlySpan<byte> _path = path;

    /// <summary>Whether a value is one leaf; false for objects, for arrays, and for what is no JSON.</summary>
    public static bool IsOne(ReadOnlySpan<byte> json)
    {
        var first = json.IndexOfAnyExcept(" \t\r\n"u8);
        return first >= 0 && json[first] is not ((byte)'{' or (byte)'[');
    }

    /// <inheritdoc/>
    public void EnterContainer(ReadOnlySpan<byte> name)
    {
        // there is none
    }

    /// <inheritdoc/>
    public void EnterListEntry(ReadOnlySpan<byte> name, JsonListKeys keys)
    {
        // nor this
    }

    /// <inheritdoc/>
    public void Leave()
    {
        // nothing was entered
    }

    /// <inheritdoc/>
    public void Leaf(ReadOnlySpan<byte> name, in LeafValue value)
    {
        if (tree.Find(prefix, _path) is var bound && bound != Bindings.None) tree.Set(bound, value, timeNs);
    }
}
