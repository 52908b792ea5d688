using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Buffer.Disk;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Benchmarks.Export.RemoteWrite;

/// <summary>What a request costs on its way through the buffer on disk: written to a file, read again, acknowledged. The body is as large as 2,000 samples compressed.</summary>
/// <remarks>Without flushes: they are the clock's and the disk's, and no request waits for one.</remarks>
[MemoryDiagnoser]
public class DiskBufferBenchmark : ISendLosses
{
    private readonly byte[] _body = new byte[20_000];
    private readonly TargetSpan[] _targets = [.. Enumerable.Range(0, 5).Select(i => new TargetSpan($"router-{i}.example.net:161", 400, 1_800_000_000_000, 1_800_000_005_000))];
    private DirectoryInfo? _folder;
    private DiskBuffer? _buffer;

    [GlobalSetup]
    public void Open()
    {
        new Random(1).NextBytes(_body);
        _folder = Directory.CreateTempSubdirectory("collector-");
        var options = new DiskBufferOptions { MaxBytes = 256 << 20, FlushInterval = TimeSpan.FromDays(1) };
        _buffer = DiskBuffer.Open(DiskFolder.At(_folder.FullName), options, this, TimeProvider.System, NullLogger.Instance);
    }

    [GlobalCleanup]
    public void Close()
    {
        _buffer!.Dispose();
        _folder!.Delete(recursive: true);
    }

    /// <summary>The receiver keeps up: a request is read as soon as it is written.</summary>
    [Benchmark]
    [AllocationLimit(64)] // a file handle for each segment
    public int Append_read_acknowledge()
    {
        _buffer!.Append(_body, new RequestSummary(2000, 1_800_000_000_000, long.MaxValue), _targets);
        _buffer.TryPeek(out var request);
        _buffer.Acknowledge(request.Id);
        return request.Body.Length;
    }

    /// <summary>The checksum alone.</summary>
    [Benchmark]
    [AllocationLimit]
    public uint Checksum() => Crc32C.Of(_body);

    void ISendLosses.Lost(SampleDrop reason, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets) { }
}
