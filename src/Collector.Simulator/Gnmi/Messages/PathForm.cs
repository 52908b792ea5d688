namespace Collector.Simulator.Gnmi.Messages;

/// <summary>How a path is written.</summary>
internal enum PathForm : byte
{
    Elements,

    /// <summary>The value of every key is <c>*</c>, as a delete may have it.</summary>
    AnyKeys,

    /// <summary>The deprecated field <c>element</c>: names alone, the values of keys among them.</summary>
    Old,
}
