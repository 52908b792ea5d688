using Collector.LoadTest.Processes;

namespace Collector.LoadTest.Readings;

/// <summary>Scrapes of the daemon, as Prometheus does them: to the end, and an error when there is none.</summary>
internal static class Scrape
{
    /// <summary>Reads a page line by line.</summary>
    public static async Task<T> ReadAsync<T>(DaemonProcess daemon, string path, T handler, CancellationToken cancelled)
        where T : ILineHandler
    {
        using var answer = await daemon.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancelled);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(cancelled);
        await PageLines.ReadAsync(body, handler, cancelled);
        return handler;
    }
}
