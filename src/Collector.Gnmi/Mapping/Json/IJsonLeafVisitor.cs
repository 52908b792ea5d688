using Collector.Gnmi.Mapping.Values;

namespace Collector.Gnmi.Mapping.Json;

/// <summary>Takes the leaves of a JSON value in document order, with the containers and list entries on the way to them.</summary>
/// <remarks>
/// <para>Names are as sent, modules included, with JSON's escapes resolved. Spans are valid for the call only; what is no UTF-8 stays so.</para>
/// <para>An empty name is the node that the update's path names: of a leaf, its value is that node's; of a list entry, the node is the list and the keys are those of its last element.</para>
/// </remarks>
internal interface IJsonLeafVisitor
{
    void EnterContainer(ReadOnlySpan<byte> name);

    void EnterListEntry(ReadOnlySpan<byte> name, JsonListKeys keys);

    /// <summary>Leaves what was entered last.</summary>
    void Leave();

    void Leaf(ReadOnlySpan<byte> name, in LeafValue value);
}
