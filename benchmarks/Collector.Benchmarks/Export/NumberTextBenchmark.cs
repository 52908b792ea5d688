using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Export.Exposition.Lines;

namespace Collector.Benchmarks.Export;

/// <summary>Numbers as pages have them: counters of all lengths, and gauges that are doubles and nearly always integers. Per number.</summary>
[MemoryDiagnoser]
public class NumberTextBenchmark
{
    private const int Numbers = 1024;

    private readonly ulong[] _counters = new ulong[Numbers];
    private readonly double[] _gauges = new double[Numbers];
    private readonly byte[] _line = new byte[64];

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        for (var i = 0; i < Numbers; i++) (_counters[i], _gauges[i]) = ((ulong)random.NextInt64() >> random.Next(10, 60), random.Next(100_000));
    }

    [Benchmark(OperationsPerInvoke = Numbers)]
    [AllocationLimit]
    [SpeedLimit]
    public int Counters()
    {
        var sum = 0;
        foreach (var counter in _counters) sum += NumberText.Write(counter, _line);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Numbers)]
    [AllocationLimit]
    [SpeedLimit]
    public int Gauges()
    {
        var sum = 0;
        foreach (var gauge in _gauges) sum += NumberText.Write(gauge, _line);
        return sum;
    }
}
