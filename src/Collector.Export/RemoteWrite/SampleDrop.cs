namespace Collector.Export.RemoteWrite;

/// <summary>Why a sample was never sent: the `reason` of `collector_remote_write_samples_dropped_total`.</summary>
internal enum SampleDrop
{
    /// <summary>The encoder is so far behind that a whole poll was left out.</summary>
    Overload,

    /// <summary>The buffer was full; the oldest go.</summary>
    BufferFull,

    /// <summary>Older than the age limit when its turn came.</summary>
    TooOld,

    /// <summary>Not newer than the last sample of its series: the receiver would have refused everything in the same request.</summary>
    NotIncreasing,

    /// <summary>Another series of the target, or one that relabelling made the same, has these labels.</summary>
    Duplicate,

    /// <summary>Its labels are none: an invalid name, or a name that comes twice.</summary>
    InvalidLabels,

    /// <summary>Relabelling dropped the series.</summary>
    Relabelled,

    /// <summary>The receiver fails whenever it gets a sample of this series.</summary>
    Quarantined,

    /// <summary>Not sent by the time that the process had to end.</summary>
    Shutdown,

    /// <summary>What was on disk could not be read any more.</summary>
    Damaged,
}
