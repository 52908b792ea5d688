using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Buffer.Disk;
using Collector.Testing;
using Collector.Testing.Gnmi;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Export.Tests.RemoteWrite.Buffer.Disk;

/// <summary>The buffer on a real disk.</summary>
public sealed class DiskFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ToldLosses _losses = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Files_survive_and_nobody_else_may_read_them()
    {
        var folder = DiskFolder.At(_temporary["a/b"]);
        Assert.Null(folder.Read("position"));
        folder.Replace("position", "old"u8);
        folder.Replace("position", "new"u8);
        Assert.Equal("new"u8.ToArray(), folder.Read("position"));
        using (var file = folder.Create("1.log"))
        {
            file.Write("12"u8, 0);
            file.Write("345"u8, 2);
            file.Flush();
        }

        using (var file = folder.Open("1.log"))
        {
            var read = new byte[10];
            Assert.Equal(4, file.Read(read, 1));
            Assert.Equal("2345"u8.ToArray(), read[..4]);
            Assert.Equal(5, file.Length);
        }

        Assert.Equal(["1.log", "position"], folder.List().Order());
        folder.Delete("1.log");
        Assert.Throws<FileNotFoundException>(() => folder.Open("1.log"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
    }

    [Fact]
    public void A_folder_is_one_processes_alone()
    {
        using (FolderLock.Take(_temporary["data"]))
        {
            var refused = Assert.Throws<IOException>(() => FolderLock.Take(_temporary["data"]));
            Assert.Equal($"{_temporary["data"]} belongs to another collector (process {Environment.ProcessId}): two of them cannot share a data_dir", refused.Message);
        }

        using var again = FolderLock.Take(_temporary["data"]);
    }

    [Fact]
    public async Task An_encoder_and_a_sender_are_never_in_each_others_way()
    {
        const int Requests = 5_000;
        var options = new DiskBufferOptions { MaxBytes = 1 << 30, FlushInterval = TimeSpan.FromMilliseconds(10) };
        using var buffer = DiskBuffer.Open(DiskFolder.At(_temporary["log"]), options, _losses, TimeProvider.System, NullLogger.Instance);
        var encoding = Task.Run(() =>
        {
            var body = new byte[100_000];
            for (var i = 0; i < Requests; i++)
            {
                BitConverter.TryWriteBytes(body, i);
                buffer.Append(body.AsSpan(0, 4 + (i * 7919 % 20_000)), new RequestSummary(1, long.MaxValue, long.MaxValue), [new TargetSpan("r", 1, 0, 0)]);
            }

            buffer.Complete();
        });
        var next = 0;
        while (await buffer.WaitToReadAsync(CancellationToken.None))
        {
            while (buffer.TryPeek(out var request))
            {
                Assert.Equal(next, BitConverter.ToInt32(request.Body.Span));
                Assert.Equal(4 + (next * 7919 % 20_000), request.Body.Length);
                buffer.Acknowledge(request.Id);
                next++;
            }
        }

        await encoding;
        Assert.Equal(Requests, next);
        Assert.Empty(_losses.All);
        Assert.Equal(default, buffer.Level with { Bytes = 0 });
    }

    [Fact]
    public void Steady_state_allocates_nothing()
    {
        var time = new ManualTime();
        using var buffer = DiskBuffer.Open(DiskFolder.At(_temporary["log"]), new DiskBufferOptions(), _losses, time, NullLogger.Instance);
        var body = new byte[20_000];
        var targets = new[] { new TargetSpan("router-1", 1000, 1, 2), new TargetSpan("router-2", 1000, 1, 2) };
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            buffer.Append(body, new RequestSummary(2000, now, now), targets);
            Assert.True(buffer.TryPeek(out var request));
            buffer.Acknowledge(request.Id);
        }));
    }

    [Fact]
    public void Memory_stays_as_it_is_while_the_receiver_is_away()
    {
        var time = new ManualTime();
        using var buffer = DiskBuffer.Open(DiskFolder.At(_temporary["log"]), new DiskBufferOptions { MaxBytes = 16 << 20 }, new UnheardLosses(), time, NullLogger.Instance);
        var body = new byte[20_000];
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        void Append(int requests)
        {
            for (var i = 0; i < requests; i++) buffer.Append(body, new RequestSummary(2000, now, now), [new TargetSpan("r", 2000, now, now)]);
        }

        Append(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Append(4000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20); // 80 MB went through; what is not allocated is not kept
        Assert.InRange(buffer.Level.Bytes, 15 << 20, 16 << 20);
    }

    private sealed class UnheardLosses : ISendLosses
    {
        public void Lost(Collector.Export.RemoteWrite.SampleDrop reason, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets)
        {
            // there is nobody to tell
        }
    }
}
