using System.Text.Json;
using Collector.Export.RemoteWrite;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints;

/// <summary><c>/api/v1/remote_write</c>: how endpoints are, and what they lost; <c>?instance=</c> for the losses of one target.</summary>
internal static class RemoteWriteEndpointPage
{
    public static async Task WriteAsync(HttpContext http, RemoteWritePage page)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        page.Write(json, http.Request.Query["instance"].FirstOrDefault());
    }
}
