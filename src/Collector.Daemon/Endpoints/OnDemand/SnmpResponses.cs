using Collector.Daemon.Web.Limits;
using Collector.Export.Exposition;
using Collector.Export.Exposition.Gathered;
using Collector.Export.Exposition.Requests;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Snmp.Polling.OnDemand;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Endpoints.OnDemand;

/// <summary>What <c>/snmp</c> answers: a page when every module has a result and they fit together, else nothing but the errors.</summary>
internal sealed partial class SnmpResponses(GatheredPage page, ILogger<SnmpResponses> logger)
{
    private const string RetryAfterSeconds = "5";

    /// <summary>What is said of each module beside its series.</summary>
    public static IReadOnlyList<ModuleGauge> Gauges { get; } =
    [
        new("snmp_scrape_duration_seconds", "Total SNMP time scrape took (walk and processing)."),
        new("snmp_scrape_packets_retried", "Packets retried for get, bulkget, and walk."),
        new("snmp_scrape_packets_sent", "Packets sent for get, bulkget, and walk; including retries."),
        new("snmp_scrape_pdus_returned", "PDUs returned from get, bulkget, and walk."),
        new("snmp_scrape_walk_duration_seconds", "Time SNMP walk/bulkwalk took."),
    ];

    /// <summary>The page, or a 500.</summary>
    public async Task<SnmpRequestOutcome> ServeAsync(HttpContext http, IReadOnlyList<ModuleReading> modules, string host, TimeSpan elapsed)
    {
        var failed = modules.Where(module => module.Failure is not null).Select(module => SnmpErrorText.Module(module.Name, module.Failure!, host, elapsed)).ToArray();
        if (failed.Length > 0) return await FailAsync(http, failed);
        var twice = modules.Where(module => module.Duplicate is not null).Select(module => GatheredPage.TwiceMessage(module.Duplicate!)).ToArray();
        if (twice.Length > 0) return await FailAsync(http, twice);
        GatheredModule[] shown = [.. modules.Select(Shown)];
        return page.FindConflict(shown) is { } conflict ? await FailAsync(http, [conflict]) : await WriteAsync(http, shown);
    }

    /// <summary>A 500 with snmp_exporter's body.</summary>
    public static async Task<SnmpRequestOutcome> FailAsync(HttpContext http, IReadOnlyList<string> errors)
    {
        await PlainText.WriteAsync(http, StatusCodes.Status500InternalServerError, SnmpErrorText.Body(errors));
        return SnmpRequestOutcome.Failed;
    }

    /// <summary>A 400, 403 or 503.</summary>
    public static async Task<SnmpRequestOutcome> RefuseAsync(HttpContext http, SnmpRequestOutcome why, string text)
    {
        var status = why switch
        {
            SnmpRequestOutcome.Forbidden => StatusCodes.Status403Forbidden,
            SnmpRequestOutcome.Busy or SnmpRequestOutcome.OverShare => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status400BadRequest,
        };
        if (status == StatusCodes.Status503ServiceUnavailable) http.Response.Headers.RetryAfter = RetryAfterSeconds;
        await PlainText.WriteAsync(http, status, text);
        return why;
    }

    public static Task<SnmpRequestOutcome> BusyAsync(HttpContext http, OnDemandRefusal refusal) => refusal == OnDemandRefusal.Unknown
        ? RefuseAsync(http, SnmpRequestOutcome.Invalid, "The modules or the auth cannot be used.")
        : RefuseAsync(http, SnmpRequestOutcome.Busy, $"Too many walks are waiting{(refusal == OnDemandRefusal.TargetBusy ? " for this target" : "")}; see collector_ondemand_walks_refused_total.");

    /// <summary>Its turn did not come in time, or too many wait for theirs.</summary>
    public static Task<SnmpRequestOutcome> NoTurnAsync(HttpContext http, TurnOutcome why) => why == TurnOutcome.OverShare
        ? RefuseAsync(http, SnmpRequestOutcome.OverShare, "This client had as many walks under way or waiting as one may have, for as long as its scrape waits.")
        : RefuseAsync(http, SnmpRequestOutcome.Busy, "As many walks were under way as there may be, for as long as this scrape waits; see collector_ondemand_walks_in_flight.");

    private static GatheredModule Shown(ModuleReading module) => new(
        module.Name,
        module.Snapshot,
        [module.ScrapeTime.TotalSeconds, module.Retries, module.Requests, module.Varbinds, module.WalkTime.TotalSeconds]);

    private async Task<SnmpRequestOutcome> WriteAsync(HttpContext http, IReadOnlyList<GatheredModule> modules)
    {
        // Kestrel would cut a slow reader off after five seconds; the page has a deadline of its own.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = null;
        var gzip = Negotiation.AcceptsGzip(http.Request.Headers.AcceptEncoding);
        http.Response.ContentType = Negotiation.ContentTypeOf(ExpositionFormat.Text);
        http.Response.Headers.Vary = "Accept-Encoding";
        if (gzip) http.Response.Headers.ContentEncoding = "gzip";
        try
        {
            if (await page.WriteAsync(modules, gzip, http.Response.BodyWriter, http.RequestAborted) == ScrapeOutcome.Served) return SnmpRequestOutcome.Served;
        }
        catch (Exception bug)
        {
            LogFailed(logger, bug);
        }

        http.Abort(); // never a proper end under a 200: the scraper would take what came for everything
        return SnmpRequestOutcome.ReaderGone;
    }

    [LoggerMessage(LogLevel.Error, "Writing what a walk found failed")]
    private static partial void LogFailed(ILogger logger, Exception bug);
}
