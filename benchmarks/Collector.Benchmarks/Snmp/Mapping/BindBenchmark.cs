using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Rows;

namespace Collector.Benchmarks.Snmp.Mapping;

/// <summary>
/// From datagram to cell: decode, find the cell, store. The figures are for a varbind, of which a walk over one column of 50 interfaces has as
/// many, in two replies. With 16 targets everything is in the cache, with 20,000 in random order nothing is.
/// </summary>
[MemoryDiagnoser]
public class BindBenchmark
{
    private const int Rows = 50;

    private readonly SnapshotPool _pool = new(new ReaderEpochs());
    private readonly LabelWriter _labels = new();
    private readonly byte[][] _replies = InterfaceReplies.Write(Rows);
    private readonly byte[][] _oneRowLess = InterfaceReplies.Write(Rows, without: 13);
    private BoundTarget[] _targets = [];
    private int _next;

    [Params(16, 20_000)]
    public int Targets { get; set; }

    /// <summary>Leaves every target in the midst of its second poll: rows are known, values are being staged.</summary>
    [GlobalSetup]
    public void Poll()
    {
        var plan = BoundTarget.Plan();
        _targets = [.. Enumerable.Range(0, Targets).Select(number => new BoundTarget(plan, number))];
        foreach (var target in _targets)
        {
            target.BeginPoll(_pool);
            if (target.Map(_replies, _pool) != Rows) throw new InvalidOperationException("The replies do not fit the module.");
            target.Publish(_pool, _labels);
        }

        foreach (var target in _targets) target.BeginPoll(_pool);
        new Random(1).Shuffle(_targets);
    }

    [Benchmark(OperationsPerInvoke = Rows)]
    [AllocationLimit]
    [SpeedLimit]
    public int Expected_rows() => Next().Map(_replies, _pool);

    /// <summary>A row that the target had is missing in every walk: one look-up, then names are as expected again.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    [AllocationLimit]
    public int A_row_missing() => Next().Map(_oneRowLess, _pool);

    /// <summary>Also begins and publishes the poll.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    [AllocationLimit]
    public void A_poll()
    {
        var target = Next();
        target.Map(_replies, _pool);
        target.Publish(_pool, _labels);
        target.BeginPoll(_pool);
    }

    /// <summary>As above, but each poll has a row more or less than the one before: its labels are written anew, which may allocate.</summary>
    [Benchmark(OperationsPerInvoke = 2 * Rows)]
    public void A_poll_with_a_row_inserted_or_lost()
    {
        var target = Next();
        target.Map(_replies, _pool);
        target.Publish(_pool, _labels);
        target.BeginPoll(_pool);
        target.Map(_oneRowLess, _pool);
        target.Publish(_pool, _labels);
        target.BeginPoll(_pool);
    }

    private BoundTarget Next() => _targets[_next = _next + 1 < _targets.Length ? _next + 1 : 0];
}
