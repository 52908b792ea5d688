using Collector.Gnmi.Paths;

namespace Collector.Daemon.Commands.Gnmi.Output;

/// <summary>One leaf of a JSON value.</summary>
/// <param name="Below">Elements from the value's path down to the leaf.</param>
/// <param name="Value">For people.</param>
internal readonly record struct JsonLeaf(IReadOnlyList<GnmiPathElement> Below, string Value);
