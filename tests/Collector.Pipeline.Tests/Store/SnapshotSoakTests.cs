using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Tests.Store;

/// <summary>Real publishers and real readers on real threads: nobody ever reads a snapshot that is being written again.</summary>
public sealed class SnapshotSoakTests
{
    private const int Lanes = 2;
    private const int Readers = 4;
    private const int TargetsOfLane = 8;
    private const int Publications = 4000; // a lane, at least
    private const int Readings = 1500;     // a reader, at least

    private readonly SeriesStore _store = new();
    private int _readersAtWork = Readers;
    private int _torn;
    private int _wentBack;
    private int _failed;

    [Fact]
    public void No_reader_ever_sees_a_torn_or_recycled_snapshot()
    {
        var lanes = Enumerable.Range(0, Lanes).Select(lane => AddTargets(lane)).ToList();
        var threads = lanes.Select(targets => new Thread(() => Guard(() => Publish(targets))))
            .Concat(Enumerable.Range(0, Readers).Select(_ => new Thread(() => Guard(Read)))).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal((0, 0, 0), (_torn, _wentBack, _failed));
        Assert.Equal(long.MaxValue, _store.Epochs.OldestReader());
    }

    private List<TargetSeries> AddTargets(int lane)
    {
        var series = Enumerable.Range(0, TargetsOfLane).Select(i => new TargetSeries(TargetNamed($"{lane}-{i}"), ["numbers"])).ToList();
        _store.Change(new HashSet<TargetSeries>(), series);
        return series;
    }

    private static Target TargetNamed(string name) => new()
    {
        Instance = name,
        Address = name,
        Labels = LabelSet.From(Array.Empty<Label>()),
        Modules = ["numbers"],
        Auth = "public_v2",
        Interval = TimeSpan.FromSeconds(1),
        Deadline = TimeSpan.FromSeconds(1),
    };

    /// <summary>One lane: its own pool, tables that change their size, modules that come and go.</summary>
    private void Publish(List<TargetSeries> targets)
    {
        var pool = new SnapshotPool(_store.Epochs);
        var schema = NumberedSnapshots.Schema(4);
        for (var number = 1L; number <= Publications || Volatile.Read(ref _readersAtWork) > 0; number++)
        {
            var target = targets[(int)(number % targets.Count)];
            var next = number % 97 == 0 ? null : NumberedSnapshots.Stage(pool, schema, 1 + (int)(number % 40), number, isLabelled: true);
            if (target.Publish(0, next, next is not null) is { } replaced) pool.Retire(replaced);
        }
    }

    private void Read()
    {
        var seen = new Dictionary<TargetSeries, long>();
        for (var reading = 0; reading < Readings; reading++)
        {
            using var epoch = _store.Epochs.Enter();
            var taken = _store.TargetArray.Select(target => (target, Snapshot: target.Module(0))).ToList();
            for (var again = 0; again < 3; again++) // a slow reader looks at the same snapshots for a while
            {
                foreach (var (target, snapshot) in taken)
                {
                    if (snapshot is null) continue;
                    var number = NumberedSnapshots.Read(snapshot);
                    if (number < 0) Interlocked.Increment(ref _torn);
                    else if (number < seen.GetValueOrDefault(target)) Interlocked.Increment(ref _wentBack);
                    seen[target] = number;
                }
            }
        }

        Interlocked.Decrement(ref _readersAtWork);
    }

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception)
        {
            Interlocked.Increment(ref _failed);
            Interlocked.Exchange(ref _readersAtWork, 0);
        }
    }
}
