using Collector.Pipeline.Samples;

namespace Collector.Export.RemoteWrite.Metadata;

/// <summary>What a receiver may know of a family, in UTF-8.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">As the module says; unknown where modules disagree.</param>
/// <param name="Help">Maybe empty.</param>
/// <param name="Unit">Empty where the name does not say it.</param>
internal readonly record struct FamilyText(byte[] Name, MetricType Type, byte[] Help, byte[] Unit)
{
    /// <summary>The type's number, which is the same in 1.0 (<c>MetricMetadata.MetricType</c>) and in 2.0 (<c>Metadata.MetricType</c>).</summary>
    public byte TypeNumber => Type switch
    {
        MetricType.Counter => 1,
        MetricType.Gauge => 2,
        _ => 0,
    };
}
