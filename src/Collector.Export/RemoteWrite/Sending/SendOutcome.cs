namespace Collector.Export.RemoteWrite.Sending;

/// <summary>What came of one request: the `outcome` of `collector_remote_write_requests_total`.</summary>
internal enum SendOutcome
{
    /// <summary>The receiver has the samples.</summary>
    Accepted,

    /// <summary>It never will: another 4xx, or a status that nobody expects. Not sent again.</summary>
    Rejected,

    /// <summary>It does not speak this version of remote write; the samples are sent again in the older one.</summary>
    Unsupported,

    /// <summary>It asks for a pause: 429.</summary>
    Throttled,

    /// <summary>It failed: 5xx.</summary>
    ServerError,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>No connection, or one that broke before the answer.</summary>
    Unreachable,
}
