namespace Collector.Export.RemoteWrite.Buffer.Disk.Format;

/// <summary>A record as it was found in a segment. Its memory is the reader's, until the next record is read.</summary>
internal readonly struct StoredRecord
{
    public RecordHeader Header { get; init; }

    /// <summary>Where it begins in its segment.</summary>
    public long Offset { get; init; }

    /// <summary>Where the next one begins.</summary>
    public long End { get; init; }

    /// <summary>Shares of targets, to be read with <see cref="TargetShares"/>.</summary>
    public ReadOnlyMemory<byte> Targets { get; init; }

    /// <summary>Empty if it is damaged.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether the body is as it was written. The head always is.</summary>
    public bool IsWhole { get; init; }
}
