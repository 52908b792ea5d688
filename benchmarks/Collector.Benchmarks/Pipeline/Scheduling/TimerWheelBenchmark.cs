using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Pipeline.Scheduling;

namespace Collector.Benchmarks.Pipeline.Scheduling;

/// <summary>A lane's timers: due polls, each of which arranges the next one ten seconds later, and reply timeouts, which hardly ever fire.</summary>
[MemoryDiagnoser]
public class TimerWheelBenchmark : ITimed
{
    private const int Fires = 1000;
    private const int Interval = 10_000; // ms

    private readonly TimerWheel _wheel = new(0);
    private long _now;
    private int _fired;

    [Params(10_000, 100_000)]
    public int Timers { get; set; }

    [GlobalSetup]
    public void Schedule()
    {
        var random = new Random(1);
        for (var timer = 0; timer < Timers; timer++) _wheel.Schedule(random.Next(1, Interval), this, 0);
    }

    [Benchmark(OperationsPerInvoke = Fires)]
    [AllocationLimit]
    public int Fire_and_schedule()
    {
        for (_fired = 0; _fired < Fires;) _wheel.Advance(++_now);
        return _fired;
    }

    [Benchmark]
    [AllocationLimit]
    public void Schedule_and_cancel() => _wheel.Cancel(_wheel.Schedule(_now + 5000, this, 0));

    void ITimed.OnTimer(int kind, long now)
    {
        _fired++;
        _wheel.Schedule(now + Interval, this, 0);
    }
}
