using BenchmarkDotNet.Attributes;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Store;

namespace Collector.Benchmarks.Snmp.Mapping;

/// <summary>
/// The replies of eight polls that are under way at once, each target's first two rounds of twenty rows, of 20,000 targets in random order: what is in no cache when a poll begins. The
/// figures are for a varbind.
/// </summary>
public class ColdPollBenchmark
{
    private const int Targets = 20_000;
    private const int Polls = 8;
    private const int Rows = 20;
    private const int Rounds = 2;
    private const int ColumnsOfReply = 3;

    private readonly SnapshotPool _pool = new(new ReaderEpochs());
    private readonly int[][] _asked = [.. Enumerable.Range(0, PackedTarget.Columns).Chunk(ColumnsOfReply)];
    private byte[][][] _replies = [];
    private PackedTarget[] _targets = [];
    private int _next;

    /// <summary>Whether the memory that a reply goes to is asked for before it is read.</summary>
    [Params(false, true)]
    public bool AsksAhead { get; set; }

    [GlobalSetup]
    public void Begin()
    {
        var plan = PackedTarget.Plan();
        var all = Enumerable.Range(0, PackedTarget.Columns).ToArray();
        var whole = PackedTarget.Reply(plan, all, PackedTarget.Rows);
        _replies = [.. _asked.Select(asked => Enumerable.Range(0, Rounds).Select(round => PackedTarget.Reply(plan, asked, Rows, (uint)(round * Rows))).ToArray())];
        _targets = [.. Enumerable.Range(0, Targets).Select(_ => new PackedTarget(plan, _pool))];
        foreach (var target in _targets)
        {
            if (target.Map(InterfaceReplies.VarbindsOf(whole), all, 0, PackedTarget.Rows, false, _pool) != all.Length * PackedTarget.Rows) throw new InvalidOperationException("The reply does not fit the module.");
        }

        new Random(1).Shuffle(_targets);
    }

    [Benchmark(OperationsPerInvoke = Polls * Rounds * Rows * PackedTarget.Columns)]
    public int Map_replies()
    {
        var taken = 0;
        _next = _next + Polls <= Targets - Polls ? _next + Polls : 0;
        for (var round = 0; round < Rounds; round++)
        {
            for (var group = 0; group < _asked.Length; group++)
            {
                for (var poll = 0; poll < Polls; poll++) taken += _targets[_next + poll].Map(InterfaceReplies.VarbindsOf(_replies[group][round]), _asked[group], round * Rows, Rows, AsksAhead, _pool);
            }
        }

        return taken;
    }
}
