using Collector.Daemon.Verdicts;
using Collector.Export.Exposition.Requests;
using Collector.Pipeline.Store;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints.Pages;

/// <summary><c>/targets</c> and <c>/targets/{instance}</c>: what <c>/api/v1/targets</c> has, for people: the broken ones first, and why.</summary>
internal sealed class TargetPages(SeriesStore store, TargetVerdict verdict, TimeProvider time)
{
    /// <summary>Rows of one page.</summary>
    public const int PageSize = 500;

    // The page has no script and nothing from elsewhere; whoever manages to put some into a label gains nothing.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    public async Task ListAsync(HttpContext http)
    {
        if (!TargetListQuery.TryRead(http.Request.Query, out var query, out var error) || !PageQuery.TryRead(query.Selectors, out var request, out error))
        {
            await PlainText.WriteAsync(http, StatusCodes.Status400BadRequest, error);
            return;
        }

        var rows = Judge(request.Targets, query);
        var shown = rows.FindAll(row => query.Shows(row.Verdict.Kind));
        await WriteAsync(http, new TargetListPage(rows, shown, query with { Page = Math.Min(query.Page, LastPage(shown.Count)) }, NowUnixMs).Html());
    }

    public async Task OneAsync(HttpContext http, string instance, string telemetryPath)
    {
        var wanted = TargetsEndpoint.InstanceOf(instance);
        if (store.TargetArray.FirstOrDefault(series => series.Target.Instance == wanted) is not { } series)
        {
            await PlainText.WriteAsync(http, StatusCodes.Status404NotFound, TargetsEndpoint.Unlisted(wanted));
            return;
        }

        var now = NowUnixMs;
        await WriteAsync(http, new TargetPage(store, series, verdict.Of(series, verdict.Fleet, now), telemetryPath, now).Html());
    }

    internal static int LastPage(int rows) => Math.Max(1, (rows + PageSize - 1) / PageSize);

    private long NowUnixMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    private List<JudgedTarget> Judge(TargetSelection wanted, TargetListQuery query)
    {
        var (now, fleet) = (NowUnixMs, verdict.Fleet);
        return [.. store.TargetArray
            .Where(series => wanted.Shard.Holds(series.Target.Instance) && wanted.Matches(series.Target) && query.Finds(series.Target))
            .Select(series => new JudgedTarget(series, verdict.Of(series, fleet, now)))
            .OrderBy(row => row.Verdict.Kind)]; // stable: within a kind they stay ordered by instance
    }

    internal static Task WriteAsync(HttpContext http, string html)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        if (!http.Response.Headers.ContainsKey("Content-Security-Policy")) http.Response.Headers.ContentSecurityPolicy = Policy;
        return http.Response.WriteAsync(html, http.RequestAborted);
    }
}

/// <summary>A target and what is to be said of it.</summary>
internal readonly record struct JudgedTarget(TargetSeries Series, Verdict Verdict);
