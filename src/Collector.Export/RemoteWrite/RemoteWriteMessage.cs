namespace Collector.Export.RemoteWrite;

/// <summary>What requests are made of.</summary>
public enum RemoteWriteMessage
{
    /// <summary>Remote write 1.0, which every receiver takes.</summary>
    V1,

    /// <summary>Remote write 2.0, if the receiver proves that it wrote what it was sent; else 1.0.</summary>
    V2,
}
