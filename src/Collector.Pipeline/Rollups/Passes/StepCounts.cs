using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Rollups.Counters;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>How often counters did anything else than count on.</summary>
/// <remarks>The pass's thread counts; any thread reads.</remarks>
internal sealed class StepCounts
{
    private readonly OwnedCounter[] _counts = new OwnedCounter[Enum.GetValues<CounterStep>().Length];

    public long this[CounterStep step] => _counts[(int)step].Value;

    public void Count(CounterStep step) => _counts[(int)step].Increment();
}
