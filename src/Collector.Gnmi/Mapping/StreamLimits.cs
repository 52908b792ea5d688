namespace Collector.Gnmi.Mapping;

/// <summary>What one subscription of one target may make us keep, because it is the device that decides how much it sends.</summary>
public sealed record StreamLimits
{
    public static StreamLimits Default { get; } = new();

    /// <summary>Series, and bindings of paths to them.</summary>
    public int Series { get; init; } = 500_000;

    /// <summary>Values of one leaf that are labels of other rows.</summary>
    public int Texts { get; init; } = 50_000;

    /// <summary>Bytes of key values, paths and prefixes.</summary>
    public long Bytes { get; init; } = 256 * 1024 * 1024;
}
