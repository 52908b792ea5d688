using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Requests;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;

namespace Collector.Benchmarks.Export.RemoteWrite;

/// <summary>Published polls of a hundred devices with 50 interfaces and 20 series each, put into requests of 2,000 samples: encoded and compressed. Per sample.</summary>
[MemoryDiagnoser]
public class PollEncodingBenchmark
{
    private const int Devices = 100;
    private const int Samples = Devices * 50 * 20;

    private readonly NullSendBuffer _buffer = new();
    private TargetSeries[] _series = [];
    private SentTarget[] _targets = [];
    private SeriesEncoder _encoder = null!;

    [GlobalSetup]
    public void Fill()
    {
        var metrics = new RemoteWriteMetrics("none", RemoteWriteInstruments.Durations(new CollectorMeter()), TimeProvider.System);
        _encoder = new SeriesEncoder(new RequestWriter(_buffer, metrics, maxSamples: 2000), LabelSet.Empty, new SeriesRules(RelabelRules.None), metrics);
        _series = InterfaceStore.Make(Devices).Targets.ToArray();
        foreach (var series in _series) series.Module(0)!.StartedUnixMs = 1_700_000_000_000;
        _targets = [.. _series.Select(series => new SentTarget(series, inherited: null))];
        Encode_and_compress();
        Console.WriteLine($"// {(double)_buffer.Bytes / Samples:0.0} bytes a sample, compressed; {(double)metrics.EncodedBytes / Samples:0.0} before");
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    [AllocationLimit]
    public void Encode_and_compress() => Encode(_targets.Length);

    /// <summary>The same of a twentieth of them, short enough for the speed gate.</summary>
    [Benchmark(OperationsPerInvoke = Samples / 20)]
    [SpeedLimit]
    public void Encode_and_compress_few() => Encode(_targets.Length / 20);

    private void Encode(int targets)
    {
        for (var target = 0; target < targets; target++)
        {
            var snapshot = _series[target].Module(0)!;
            snapshot.StartedUnixMs += 10_000;
            _targets[target].Send(_encoder, 0, snapshot, snapshot.StartedUnixMs);
        }

        _encoder.Writer.Seal();
    }
}
