namespace Collector.Export.Exposition;

/// <summary>Who waits for whom: pages with data for one another, pages that show the collector alone only for their like.</summary>
/// <remarks>
/// Any thread. Why it goes badly is asked when it goes badly: the collector's own metrics must be readable while slow readers have taken every turn. A page of
/// them is small, needs no reading of the store and holds nothing of it, so a few more of them cost next to nothing.
/// </remarks>
public sealed class PageAdmissions(ExpositionOptions options, TimeProvider time)
{
    /// <summary>Pages with data: each holds snapshots back and keeps a core busy.</summary>
    public PageAdmission Data { get; } = new(options.Pages, options.Waiting, time);

    /// <summary>Pages of the collector's own metrics.</summary>
    public PageAdmission Own { get; } = new(options.Pages, options.Waiting, time);

    /// <summary>Where a page waits.</summary>
    public PageAdmission For(PageSections sections) => sections == PageSections.Collector ? Own : Data;
}
