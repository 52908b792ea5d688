namespace Collector.Export.Exposition;

/// <summary>How the writing of a page ended.</summary>
public enum PageEnd
{
    /// <summary>The whole body was handed over.</summary>
    Served,

    /// <summary>The reader took nothing for <see cref="PageLimits.WritePatience"/>.</summary>
    ReaderStalled,

    /// <summary>The body took longer than <see cref="PageLimits.BodyDeadline"/>.</summary>
    Overran,

    /// <summary>The reader closed the connection.</summary>
    ReaderGone,

    /// <summary>Our bug, logged where it was caught.</summary>
    Failed,
}
