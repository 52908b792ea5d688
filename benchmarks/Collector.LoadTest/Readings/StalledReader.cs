using System.Net.Sockets;
using System.Text;

namespace Collector.LoadTest.Readings;

/// <summary>A scraper that stops in the midst of a body, again and again: it takes 64 kB, then nothing for longer than the daemon waits for it.</summary>
internal static class StalledReader
{
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(45);

    public static async Task RunAsync(Uri daemon, CancellationToken cancelled)
    {
        var buffer = new byte[64 * 1024];
        while (!cancelled.IsCancellationRequested)
        {
            using var client = new TcpClient { ReceiveBufferSize = buffer.Length }; // the kernel must not read on for us
            await client.ConnectAsync(daemon.Host, daemon.Port, cancelled);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /metrics HTTP/1.1\r\nHost: {daemon.Authority}\r\n\r\n"), cancelled);
            await stream.ReadExactlyAsync(buffer, cancelled);
            await Task.Delay(Still, cancelled);
        }
    }
}
