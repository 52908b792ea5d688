using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Export.RemoteWrite.Snappy;

namespace Collector.Benchmarks.Export.RemoteWrite;

/// <summary>One request of 2,000 samples compressed: by us, and by the package that could be restored. Per sample.</summary>
[MemoryDiagnoser]
public class SnappyBenchmark
{
    private const int Samples = 2000;

    private readonly SnappyEncoder _encoder = new();
    private byte[] _request = [];
    private byte[] _compressed = [];

    [GlobalSetup]
    public void Fill()
    {
        _request = RecordedRequest.Make(Samples);
        _compressed = new byte[SnappyEncoder.MaxLength(_request.Length)];
        Console.WriteLine($"// {_request.Length} bytes become {Own()} and {Package()}");
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    [AllocationLimit]
    public int Own() => _encoder.Encode(_request, _compressed);

    [Benchmark(OperationsPerInvoke = Samples)]
    public int Package() => IronSnappy.Snappy.Encode(_request).Length;
}
