namespace Collector.Export.RemoteWrite.Requests;

/// <summary>A series that several could send.</summary>
internal sealed class SharedSeries(byte[] labels)
{
    /// <summary>Encoded, with the name.</summary>
    public byte[] Labels { get; } = labels;

    /// <summary>Who sends it; null when whoever had sent it has ended it.</summary>
    public object? Owner { get; set; }

    /// <summary>Who could.</summary>
    public int Users { get; set; }

    /// <summary>The time of its last sample, stale markers included.</summary>
    public long LastMs { get; set; } = long.MinValue;
}
