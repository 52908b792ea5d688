using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Collector.LoadTest.Readings;

/// <summary>One HTTP/1.1 request over a socket of its own, read to its end: what a scrape costs without the cost of a client.</summary>
/// <remarks>An HTTP client copies and parses on the same two cores that the daemon formats on, and its share would be taken for the daemon's.</remarks>
internal static class PlainScrape
{
    private static readonly byte[] LastChunk = "\r\n0\r\n\r\n"u8.ToArray();

    /// <returns>Seconds from before the connection to the last octet, and octets as they came, head and chunk sizes included.</returns>
    /// <exception cref="InvalidDataException">Not a 200, or a body without its end.</exception>
    public static async Task<(double Seconds, long Bytes)> TimeAsync(Uri daemon, bool gzip, CancellationToken cancelled)
    {
        var buffer = new byte[1024 * 1024];
        var tail = new byte[LastChunk.Length];
        var bytes = 0L;
        var start = Stopwatch.GetTimestamp();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(daemon.Host, daemon.Port, cancelled);
        var encoding = gzip ? "Accept-Encoding: gzip\r\n" : "";
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /metrics HTTP/1.1\r\nHost: {daemon.Authority}\r\n{encoding}Connection: close\r\n\r\n"), cancelled);
        while (await socket.ReceiveAsync(buffer, cancelled) is var read and > 0)
        {
            if (bytes == 0 && !buffer.AsSpan(0, read).StartsWith("HTTP/1.1 200 "u8)) throw new InvalidDataException(Encoding.ASCII.GetString(buffer, 0, Math.Min(read, 200)));
            bytes += read;
            KeepTail(tail, buffer.AsSpan(0, read));
        }

        return tail.AsSpan().SequenceEqual(LastChunk) ? (Stopwatch.GetElapsedTime(start).TotalSeconds, bytes) : throw new InvalidDataException("The body has no end.");
    }

    private static void KeepTail(Span<byte> tail, ReadOnlySpan<byte> read)
    {
        var kept = Math.Max(0, tail.Length - read.Length);
        tail[^kept..].CopyTo(tail);
        read[^(tail.Length - kept)..].CopyTo(tail[kept..]);
    }
}
