using System.Globalization;
using System.Text.Json;
using Collector.Daemon.Configuration;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints;

/// <summary><c>/sd</c>: this collector's own scrape targets for Prometheus' <c>http_sd</c>, one for each shard of <see cref="CollectorOptions.Shards"/>.</summary>
/// <remarks>A target's address is the one that Prometheus asked at, so it is one that Prometheus reaches.</remarks>
internal sealed class ShardsEndpoint(RunningConfiguration running)
{
    public async Task HandleAsync(HttpContext http, string telemetryPath)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        var shards = running.Current.Options.Shards;
        json.WriteStartArray();
        for (var shard = 1; shard <= shards; shard++) WriteShard(json, http.Request, telemetryPath, shard, shards);
        json.WriteEndArray();
    }

    private static void WriteShard(Utf8JsonWriter json, HttpRequest request, string path, int shard, int shards)
    {
        var host = request.Host.Value is { Length: > 0 } asked ? asked : $"{request.HttpContext.Connection.LocalIpAddress}:{request.HttpContext.Connection.LocalPort}";
        json.WriteStartObject();
        json.WriteStartArray("targets");
        json.WriteStringValue(host);
        json.WriteEndArray();
        json.WriteStartObject("labels");
        json.WriteString("__scheme__", request.Scheme);
        json.WriteString("__metrics_path__", path);
        if (shards > 1)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{shard}/{shards}");
            json.WriteString("__param_shard", name);
            json.WriteString("instance", $"{host}/{shard}"); // distinct, or Prometheus would take all shards for one target
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
