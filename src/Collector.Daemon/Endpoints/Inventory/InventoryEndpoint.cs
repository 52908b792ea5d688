using System.Text;
using System.Text.Json;
using Collector.Export.Exposition.Requests;
using Collector.Export.Inventory;
using Collector.Pipeline.Store;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints.Inventory;

/// <summary><c>/api/v1/inventory</c>: what every device is and is made of, as JSON or CSV; selectors as on <c>/metrics</c>.</summary>
internal sealed class InventoryEndpoint(SeriesStore store)
{
    private const int FlushAt = 64 * 1024;

    private readonly Lock _reading = new(); // the store has room for a limited number of readers, and a target is read in no time

    public async Task HandleAsync(HttpContext http)
    {
        var parameters = http.Request.Query.Where(pair => pair.Key != "format").SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")));
        if (!PageQuery.TryRead(parameters, out var request, out var error) || !TryChooseFormat(http.Request, out var isCsv, out error))
        {
            await PlainText.WriteAsync(http, StatusCodes.Status400BadRequest, error);
            return;
        }

        var targets = store.TargetArray.Where(series => request.Targets.Shard.Holds(series.Target.Instance) && request.Targets.Matches(series.Target)).ToArray();
        http.Response.Headers.Vary = "Accept";
        await (isCsv ? WriteCsvAsync(http, targets) : WriteJsonAsync(http, targets));
    }

    private static bool TryChooseFormat(HttpRequest request, out bool isCsv, out string error)
    {
        var format = request.Query["format"].ToString();
        isCsv = format == "csv" || (format.Length == 0 && MediaPreference.PrefersCsv(request.Headers.Accept));
        error = format is "" or "csv" or "json" ? "" : "format must be json or csv";
        return error.Length == 0;
    }

    private async Task WriteJsonAsync(HttpContext http, TargetSeries[] targets)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        var device = new DeviceInventory();
        json.WriteStartObject();
        json.WriteStartArray("devices");
        foreach (var series in targets)
        {
            if (!TryRead(series, device)) continue;
            InventoryJson.Write(json, series.Target, device);
            if (json.BytesPending < FlushAt) continue;
            await json.FlushAsync(http.RequestAborted);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private async Task WriteCsvAsync(HttpContext http, TargetSeries[] targets)
    {
        http.Response.ContentType = "text/csv; charset=utf-8; header=present";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"inventory.csv\"";
        var csv = new InventoryCsv(targets.SelectMany(series => series.Target.Labels).Select(label => label.Name));
        var device = new DeviceInventory();
        csv.WriteHead();
        foreach (var series in targets)
        {
            if (!TryRead(series, device)) continue;
            csv.Write(series.Target, device);
            if (csv.Length >= FlushAt) await http.Response.WriteAsync(csv.Take(), Encoding.UTF8, http.RequestAborted);
        }

        await http.Response.WriteAsync(csv.Take(), Encoding.UTF8, http.RequestAborted);
    }

    /// <summary>False when the store has no inventory of the target.</summary>
    private bool TryRead(TargetSeries series, DeviceInventory device)
    {
        lock (_reading)
        {
            using var reading = store.Epochs.Enter();
            device.Read(series);
            return !device.IsEmpty;
        }
    }
}
