using System.Diagnostics;
using System.Net.Http.Headers;
using Collector.LoadTest.Processes;

namespace Collector.LoadTest.Readings;

/// <summary>Scrapes of the daemon, as Prometheus does them: to the end, and an error when there is none.</summary>
internal static class Scrape
{
    /// <returns>Seconds it took, and octets as they came.</returns>
    public static async Task<(double Seconds, long Bytes)> TimeAsync(DaemonProcess daemon, bool gzip, CancellationToken cancelled)
    {
        var buffer = new byte[256 * 1024];
        var start = Stopwatch.GetTimestamp();
        using var answer = await GetAsync(daemon, "metrics", gzip, cancelled);
        await using var body = await answer.Content.ReadAsStreamAsync(cancelled);
        var bytes = 0L;
        while (await body.ReadAsync(buffer, cancelled) is var read and > 0) bytes += read;
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, bytes);
    }

    /// <summary>Reads a page line by line.</summary>
    public static async Task<T> ReadAsync<T>(DaemonProcess daemon, string path, T handler, CancellationToken cancelled)
        where T : ILineHandler
    {
        using var answer = await GetAsync(daemon, path, gzip: false, cancelled);
        await using var body = await answer.Content.ReadAsStreamAsync(cancelled);
        await PageLines.ReadAsync(body, handler, cancelled);
        return handler;
    }

    private static async Task<HttpResponseMessage> GetAsync(DaemonProcess daemon, string path, bool gzip, CancellationToken cancelled)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (gzip) request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        var answer = await daemon.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancelled);
        return answer.EnsureSuccessStatusCode();
    }
}
