using System.Net;
using Collector.Daemon.Web.Limits;
using Collector.Export.Exposition;
using Collector.Export.Exposition.Requests;
using Collector.Pipeline.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Endpoints;

/// <summary><c>/metrics</c> and <c>/metrics/collector</c>: reads what a scraper wants, waits for its turn, and hands the body over: the end of a varbind's way.</summary>
internal sealed partial class MetricsEndpoint(
    MetricsPage page, PageTurns turns, ScrapeMetrics metrics, ExpositionOptions options, ILogger<MetricsEndpoint> logger)
{
    public async Task HandleAsync(HttpContext http)
    {
        var parameters = http.Request.Query.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")));
        if (!PageQuery.TryRead(parameters, out var request, out var error, options.Timestamps))
        {
            metrics.Refused(ScrapeOutcome.Invalid);
            await PlainText.WriteAsync(http, StatusCodes.Status400BadRequest, error);
            return;
        }

        await AnswerAsync(http, request);
    }

    /// <summary>The collector's own metrics alone, which nobody's slow page keeps from being read.</summary>
    public Task HandleOwnAsync(HttpContext http) => AnswerAsync(http, new PageRequest { Sections = PageSections.Collector });

    private async Task AnswerAsync(HttpContext http, PageRequest request)
    {
        var those = turns.For(request.Sections);
        var client = http.Connection.RemoteIpAddress;
        if (!await EnterAsync(http, those, client)) return;
        try
        {
            await WriteAsync(http, WithHeaders(request, http.Request));
        }
        finally
        {
            those.Leave(client);
        }
    }

    private async Task<bool> EnterAsync(HttpContext http, ClientTurns those, IPAddress? client)
    {
        TurnOutcome outcome;
        try
        {
            outcome = await those.EnterAsync(client, ScrapeTimeout.Of(http.Request) ?? options.DefaultWait, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            metrics.Refused(ScrapeOutcome.ReaderGone);
            return false;
        }

        if (outcome == TurnOutcome.Entered) return true;
        var isOverShare = outcome == TurnOutcome.OverShare;
        metrics.Refused(isOverShare ? ScrapeOutcome.OverShare : ScrapeOutcome.Rejected);
        http.Response.Headers.RetryAfter = "5";
        await PlainText.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, isOverShare
            ? "more scrapes at once than one client may have; see collector_scrapes_total{outcome=\"over_share\"}"
            : "too many scrapes at once; see collector_scrapes_total{outcome=\"rejected\"}");
        return false;
    }

    private async Task WriteAsync(HttpContext http, PageRequest request)
    {
        // Kestrel would cut a slow reader off after five seconds; the page has a deadline of its own, and counts what it cuts off.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = null;
        http.Response.ContentType = Negotiation.ContentTypeOf(request.Format);
        http.Response.Headers.Vary = "Accept, Accept-Encoding";
        if (request.Gzip) http.Response.Headers.ContentEncoding = "gzip";
        try
        {
            var outcome = await page.WriteAsync(request, http.Response.BodyWriter, http.RequestAborted);
            if (outcome == ScrapeOutcome.Served) return;
            LogBroken(logger, outcome, http.Connection.RemoteIpAddress);
        }
        catch (Exception bug)
        {
            LogFailed(logger, bug);
        }

        http.Abort(); // never a proper end under a 200: the scraper would take what came for everything
    }

    private static PageRequest WithHeaders(PageRequest request, HttpRequest http) => request with
    {
        Format = Negotiation.FormatFor(http.Headers.Accept),
        Gzip = Negotiation.AcceptsGzip(http.Headers.AcceptEncoding),
    };

    [LoggerMessage(LogLevel.Debug, "A page was broken off: {Outcome}, reader {Reader}")]
    private static partial void LogBroken(ILogger logger, ScrapeOutcome outcome, IPAddress? reader);

    [LoggerMessage(LogLevel.Error, "Writing a page failed")]
    private static partial void LogFailed(ILogger logger, Exception bug);
}
