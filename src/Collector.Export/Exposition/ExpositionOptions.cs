namespace Collector.Export.Exposition;

/// <summary>What pages show, and what their readers may cost: a page under way holds replaced snapshots back from recycling.</summary>
public sealed record ExpositionOptions
{
    /// <summary>Whether pages without selectors have `up` for each target, as if Prometheus had scraped it itself.</summary>
    public bool Up { get; init; } = true;

    /// <summary>Whether samples of data carry the time of their reply on pages whose request does not say.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Whether targets that stream are also shown under the names that gnmic has for them.</summary>
    public bool GnmicNames { get; init; } = true;

    /// <summary>Bodies formatted at the same time. More would not be faster: formatting is work for a core.</summary>
    public int Pages { get; init; } = 4;

    /// <summary>Requests that may wait for their turn.</summary>
    public int Waiting { get; init; } = 16;

    /// <summary>How long a request waits that names no scrape timeout.</summary>
    public TimeSpan DefaultWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a reader may take for one piece of about 64 KB.</summary>
    public TimeSpan WritePatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a whole body may take: longer than any scrape timeout in use, since a reader that sips would hold snapshots for hours.</summary>
    public TimeSpan BodyDeadline { get; init; } = TimeSpan.FromMinutes(2);
}
