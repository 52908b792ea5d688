using System.Text.Json;
using Collector.Daemon.Verdicts;
using Collector.Export.Exposition;
using Collector.Pipeline.Store;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints;

/// <summary><c>/api/v1/targets</c>: what is known of each target, for people and scripts; selectors as on <c>/metrics</c>.</summary>
internal sealed class TargetsEndpoint(SeriesStore store, TargetVerdict verdict, TimeProvider time)
{
    private const int FlushAt = 64 * 1024;

    /// <summary>An instance as a path has it: routing leaves the slash of tcp://… encoded.</summary>
    public static string InstanceOf(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    public async Task ListAsync(HttpContext http)
    {
        var parameters = http.Request.Query.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")));
        if (!PageQuery.TryRead(parameters, out var request, out var error))
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
            Write(json, series, fleet, withPolls: false);
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
            await PlainText.WriteAsync(http, StatusCodes.Status404NotFound, $"no target has the instance '{wanted}'");
            return;
        }

        await using var json = Begin(http);
        Write(json, series, verdict.Fleet, withPolls: true);
    }

    private static Utf8JsonWriter Begin(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        return new Utf8JsonWriter(http.Response.BodyWriter);
    }

    private void Write(Utf8JsonWriter json, TargetSeries series, FleetState fleet, bool withPolls)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        new TargetJson(json, store, now).Write(series, verdict.Of(series, fleet, now), withPolls);
    }
}
