using Collector.Daemon.Web.Limits;
using Collector.Export.Exposition;
using Collector.Export.Exposition.Requests;

namespace Collector.Daemon.Endpoints;

/// <summary>Who waits for whom: pages with data for one another, pages that show the collector alone only for their like.</summary>
/// <remarks>
/// Any thread. Why it goes badly is asked when it goes badly: the collector's own metrics must be readable while slow readers have taken every turn. A page of
/// them is small, needs no reading of the store and holds nothing of it, so a few more of them cost next to nothing.
/// </remarks>
internal sealed class PageTurns(ExpositionOptions options, TimeProvider time)
{
    /// <summary>Pages with data: each holds snapshots back and keeps a core busy.</summary>
    public ClientTurns Data { get; } = new(options.Pages, options.Waiting, time);

    /// <summary>Pages of the collector's own metrics.</summary>
    public ClientTurns Own { get; } = new(options.Pages, options.Waiting, time);

    /// <summary>Where a page waits.</summary>
    public ClientTurns For(PageSections sections) => sections == PageSections.Collector ? Own : Data;
}
