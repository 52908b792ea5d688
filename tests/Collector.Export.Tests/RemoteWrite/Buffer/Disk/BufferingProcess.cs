using System.Globalization;
using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Buffer.Disk;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Export.Tests.RemoteWrite.Buffer.Disk;

/// <summary>Writes numbered requests to a buffer and sends them, as fast as both go, until it is killed or everything is sent. Says each number once it is on the disk.</summary>
internal static class BufferingProcess
{
    /// <summary>Requests of one run: it is killed while it writes them, and a machine that is slow to kill it has no more to send for that.</summary>
    private const int MostRequests = 3000;

    /// <param name="folder">Where the buffer is.</param>
    /// <param name="receiver">Takes bodies by POST.</param>
    /// <param name="first">The number of the first request; negative to write none and end when everything was sent.</param>
    public static async Task RunAsync(string folder, Uri receiver, int first)
    {
        using var alone = FolderLock.Take(folder);
        var options = new DiskBufferOptions { FlushInterval = TimeSpan.FromMilliseconds(100) };
        using var buffer = DiskBuffer.Open(DiskFolder.At(Path.Join(folder, "log")), options, new SaidLosses(), TimeProvider.System, NullLogger.Instance);
        Say($"open in_order={buffer.LastRun.EndedInOrder} waiting={buffer.LastRun.Waiting.Requests}");
        var writing = first < 0 ? Task.CompletedTask : Task.Run(() => Write(buffer, first));
        if (first < 0) buffer.Complete();
        await SendAsync(buffer, receiver);
        await writing;
        Say("sent");
    }

    private static void Write(DiskBuffer buffer, int first)
    {
        var random = new Random(first);
        for (var number = first; number < first + MostRequests; number++)
        {
            var body = new byte[4 + random.Next(5_000)];
            BitConverter.TryWriteBytes(body, number);
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            buffer.Append(body, new RequestSummary(1, now, now), [new TargetSpan("r", 1, now, now)]);
            if (buffer.Health.Failures(DiskOperation.Write) > 0)
            {
                Say("disk takes no more");
                return;
            }

            Say(number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static async Task SendAsync(DiskBuffer buffer, Uri receiver)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan }; // a test's receiver may be slow, it is never silent
        while (await buffer.WaitToReadAsync(CancellationToken.None))
        {
            if (!buffer.TryPeek(out var request)) continue;
            while (!await TrySendAsync(client, receiver, request)) await Task.Delay(TimeSpan.FromMilliseconds(10));
            buffer.Acknowledge(request.Id);
        }
    }

    private static async Task<bool> TrySendAsync(HttpClient client, Uri receiver, BufferedRequest request)
    {
        try
        {
            using var answer = await client.PostAsync(receiver, new ReadOnlyMemoryContent(request.Body));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static void Say(string line) => Console.Out.WriteLine(line);

    private sealed class SaidLosses : ISendLosses
    {
        public void Lost(SampleDrop reason, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets) => Say($"lost {reason} {summary.Samples}");
    }
}
