using Collector.Gnmi.Mapping.Values;
using Collector.Gnmi.Mapping.Wire;

namespace Collector.Gnmi.Mapping.Json;

/// <summary>Takes the leaves of a JSON value into a <see cref="SeriesTree"/>: what is below the update's path is written as a suffix, which is bound like the bytes of any path.</summary>
internal readonly struct JsonBinder(SeriesTree tree, int parent, JsonSuffix suffix, EntryWatch entries, long timeNs) : IJsonLeafVisitor
{
    /// <inheritdoc/>
    public void EnterContainer(ReadOnlySpan<byte> name) => suffix.Enter(name);

    /// <inheritdoc/>
    public void EnterListEntry(ReadOnlySpan<byte> name, JsonListKeys keys)
    {
        suffix.Enter(name, keys);
        entries.Enter(suffix.Written, keys.IsPosition);
    }

    /// <inheritdoc/>
    public void Leave() => suffix.Leave();

    /// <inheritdoc/>
    public void Leaf(ReadOnlySpan<byte> name, in LeafValue value)
    {
        suffix.Enter(name);
        var bound = tree.Find(parent, suffix.Written);
        suffix.Leave();
        if (bound != Bindings.None) tree.Set(bound, value, timeNs);
    }
}
