namespace Collector.Export.RemoteWrite.Requests;

/// <summary>The newest value of one cell that a stream keeps: sent again when the stream says nothing for a while.</summary>
internal struct LiveCell
{
    public bool IsThere;

    public ulong Value;

    /// <summary>Of a text.</summary>
    public byte[]? Text;

    /// <summary>The time of the last sample sent, stale markers included.</summary>
    public long LastMs;
}
