namespace Collector.Pipeline.Diagnostics;

/// <summary>How a request for a page ended: the `outcome` of `collector_scrapes_total`.</summary>
public enum ScrapeOutcome
{
    /// <summary>The whole body was handed over.</summary>
    Served,

    /// <summary>The request made no sense: 400.</summary>
    Invalid,

    /// <summary>Too many pages were being written, for longer than the scraper waits: 503.</summary>
    Rejected,

    /// <summary>There were turns left, for others: the client had its share of them for longer than the scraper waits. 503.</summary>
    OverShare,

    /// <summary>The reader took nothing for too long and was cut off.</summary>
    ReaderStalled,

    /// <summary>The body took too long as a whole and was cut off.</summary>
    Overran,

    /// <summary>The reader closed the connection.</summary>
    ReaderGone,

    /// <summary>Our bug, logged where it was caught.</summary>
    Failed,
}
