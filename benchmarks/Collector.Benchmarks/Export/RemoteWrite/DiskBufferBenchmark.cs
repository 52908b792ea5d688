using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Buffer.Disk;
using Collector.Export.RemoteWrite.Buffer.Disk.Format;
using Collector.Export.RemoteWrite.Snappy;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Benchmarks.Export.RemoteWrite;

/// <summary>What a request costs on its way through the buffer on disk: written to a file, read again, acknowledged. The body is that of 2,000 samples, compressed.</summary>
/// <remarks>Without flushes: they are the clock's and the disk's, and no request waits for one. What is read was just written, so it comes from the kernel's cache.</remarks>
[MemoryDiagnoser]
public class DiskBufferBenchmark : ISendLosses
{
    private const int Samples = 2000;
    private const int Requests = 2000;

    private readonly TargetSpan[] _targets = [.. Enumerable.Range(0, 2).Select(i => new TargetSpan($"router-{i}.example.net:161", 1000, 1_800_000_000_000, 1_800_000_005_000))];
    private byte[] _body = [];
    private DirectoryInfo? _folder;
    private DiskBuffer? _buffer;

    [GlobalSetup]
    public void Open()
    {
        var request = RecordedRequest.Make(Samples);
        var compressed = new byte[SnappyEncoder.MaxLength(request.Length)];
        _body = compressed[..new SnappyEncoder().Encode(request, compressed)];
        Console.WriteLine($"// a request has {_body.Length} bytes");
        Begin();
    }

    [GlobalCleanup]
    public void Close()
    {
        _buffer!.Dispose();
        _folder!.Delete(recursive: true);
    }

    [IterationSetup(Target = nameof(Append))]
    public void Begin()
    {
        if (_buffer is not null) Close();
        _folder = Directory.CreateTempSubdirectory("collector-");
        var options = new DiskBufferOptions { MaxBytes = 1L << 30, FlushInterval = TimeSpan.FromDays(1) };
        _buffer = DiskBuffer.Open(DiskFolder.At(_folder.FullName), options, this, TimeProvider.System, NullLogger.Instance);
    }

    [IterationSetup(Target = nameof(Read_and_acknowledge))]
    public void Fill()
    {
        Begin();
        Append();
    }

    /// <summary>The receiver is away.</summary>
    [Benchmark(OperationsPerInvoke = Requests)]
    public void Append()
    {
        for (var request = 0; request < Requests; request++) AppendOne();
    }

    /// <summary>It is back.</summary>
    [Benchmark(OperationsPerInvoke = Requests)]
    public int Read_and_acknowledge()
    {
        var bytes = 0;
        for (var request = 0; request < Requests; request++) bytes += TakeOne();
        return bytes;
    }

    /// <summary>The receiver keeps up: a request is read as soon as it is written.</summary>
    [Benchmark]
    [AllocationLimit(64)] // a file handle for each segment
    public int Append_read_acknowledge()
    {
        AppendOne();
        return TakeOne();
    }

    /// <summary>The checksum alone.</summary>
    [Benchmark]
    [AllocationLimit]
    public uint Checksum() => Crc32C.Of(_body);

    void ISendLosses.Lost(SampleDrop reason, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets) { }

    private void AppendOne() => _buffer!.Append(_body, new RequestSummary(Samples, 1_800_000_000_000, long.MaxValue), _targets);

    private int TakeOne()
    {
        _buffer!.TryPeek(out var request);
        _buffer.Acknowledge(request.Id);
        return request.Body.Length;
    }
}
