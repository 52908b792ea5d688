namespace Collector.Gnmi.Mapping;

/// <summary>One step of a <see cref="LeafShape"/>.</summary>
/// <param name="Name">As sent.</param>
/// <param name="Keys">Names of the keys, sorted ordinally; empty for what is no list.</param>
internal sealed record ShapeElement(string Name, IReadOnlyList<string> Keys);
