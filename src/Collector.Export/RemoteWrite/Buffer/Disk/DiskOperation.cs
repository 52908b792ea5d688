namespace Collector.Export.RemoteWrite.Buffer.Disk;

/// <summary>What a buffer asks of its disk: the `operation` of `collector_remote_write_buffer_disk_failures_total`.</summary>
internal enum DiskOperation
{
    /// <summary>Appending a request, or making a file for it. Requests stay in memory until it works again.</summary>
    Write,

    /// <summary>Having the disk keep what was written.</summary>
    Flush,

    /// <summary>Reading a segment.</summary>
    Read,

    /// <summary>Writing down how far the sender has come.</summary>
    Position,

    /// <summary>Deleting a segment.</summary>
    Delete,
}
