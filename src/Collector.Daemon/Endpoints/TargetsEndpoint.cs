using System.Text.Json;
using Collector.Daemon.Verdicts;
using Collector.Export.Exposition.Requests;
using Collector.Pipeline.Store;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints;

/// <summary><c>/api/v1/targets</c>: what is known of each target, for people and scripts; narrowed by the selectors of <c>/metrics</c> and a <see cref="StateFilter"/>.</summary>
internal sealed class TargetsEndpoint(SeriesStore store, TargetVerdict verdict, TimeProvider time)
{
    private const int FlushAt = 64 * 1024;

    /// <summary>An instance as a path has it: routing leaves the slash of tcp://… encoded.</summary>
    public static string InstanceOf(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>What is said of a target that there is none of.</summary>
    public static string Unlisted(string instance) =>
        $"no target has the instance '{instance}': no file or list has it now, relabel_configs drop it, or it goes by another name (collector_targets_ignored; /targets?find= takes a part of it)";

    public async Task ListAsync(HttpContext http)
    {
        var selectors = http.Request.Query.Where(pair => pair.Key != StateFilter.Parameter).SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")));
        if (!StateFilter.TryRead(http.Request.Query[StateFilter.Parameter], out var states, out var error) || !PageQuery.TryRead(selectors, out var request, out error))
        {
            await PlainText.WriteAsync(http, StatusCodes.Status400BadRequest, error);
            return;
        }

        await using var json = Begin(http);
        var fleet = verdict.Fleet;
        json.WriteStartObject();
        json.WriteStartArray("targets");
        foreach (var series in store.TargetArray.Where(series => request.Targets.Shard.Holds(series.Target.Instance) && request.Targets.Matches(series.Target)))
        {
            var judged = verdict.Of(series, fleet, NowUnixMs);
            if (!states.Takes(series, judged.Kind)) continue;
            new TargetJson(json, store, NowUnixMs).Write(series, judged, withPolls: false);
            if (json.BytesPending < FlushAt) continue;
            await json.FlushAsync(http.RequestAborted);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public async Task OneAsync(HttpContext http, string instance)
    {
        var wanted = InstanceOf(instance);
        if (store.TargetArray.FirstOrDefault(series => series.Target.Instance == wanted) is not { } series)
        {
            await PlainText.WriteAsync(http, StatusCodes.Status404NotFound, Unlisted(wanted));
            return;
        }

        await using var json = Begin(http);
        new TargetJson(json, store, NowUnixMs).Write(series, verdict.Of(series, verdict.Fleet, NowUnixMs), withPolls: true);
    }

    private long NowUnixMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static Utf8JsonWriter Begin(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        return new Utf8JsonWriter(http.Response.BodyWriter);
    }
}
