namespace Collector.Grpc.Framing;

/// <summary>What stands next in a stream of messages.</summary>
internal enum FrameStatus : byte
{
    /// <summary>A whole message.</summary>
    Message,

    /// <summary>Not yet a whole message, or nothing.</summary>
    Incomplete,

    /// <summary>A flag other than 0 and 1.</summary>
    BadFlag,

    /// <summary>The message, or what it becomes when decompressed, is longer than the limit.</summary>
    TooLong,

    /// <summary>Compressed, but the headers named no compression, or one that we do not know.</summary>
    UnknownEncoding,

    /// <summary>Said to be gzip and is not.</summary>
    BadGzip,
}
