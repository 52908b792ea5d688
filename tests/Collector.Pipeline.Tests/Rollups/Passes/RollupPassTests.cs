using Collector.Pipeline.Rollups.Counters;
using Collector.Pipeline.Rollups.Passes;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Testing;
using static Collector.Testing.FilledStore;

namespace Collector.Pipeline.Tests.Rollups.Passes;

public sealed class RollupPassTests
{
    private const int Rows = 100;

    private static readonly ModuleSchema Schema = Module("if_mib", 0, Counter("ifHCInOctets"), Gauge("ifHighSpeed"), Gauge("ifConnectorPresent"));

    [Fact]
    public void A_pass_allocates_nothing_whether_or_not_there_were_polls()
    {
        var filled = new FilledStore();
        var snapshots = new List<ModuleSnapshot>();
        for (var device = 0; device < 5; device++)
        {
            var series = filled.Add($"t{device}", ["if_mib"], new Label("site", $"s{device % 2}"));
            filled.Publish(series, 0, Schema, 1_000_000, [.. Enumerable.Range(0, Rows).Select(row => ($"ifName=\"{row}\"", new object?[] { (ulong)row, 100.0, row % 3 == 0 ? 2.0 : 1.0 }))]);
            snapshots.Add(series.Module(0)!);
        }

        var rate = new RollupRule { Name = "a", Operation = RollupOperation.Sum, Family = "ifHCInOctets", IsRate = true, By = ["site"] };
        var steps = new StepCounts();
        var pass = new RollupPass(
            [
                rate, rate with { Name = "b", By = ["ifName"] }, rate with { Name = "c", Operation = RollupOperation.Quantile }, rate with { Name = "d", Operation = RollupOperation.Topk, Per = "ifHighSpeed" },
                rate with { Name = "e", Operation = RollupOperation.Max, Family = "ifHighSpeed", IsRate = false }, .. ReadyMade.Of(RollupPreset.Traffic),
            ], steps);
        var now = 1_000_000L;

        var allocated = Allocations.InSteadyState(() =>
        {
            now += 30_000;
            foreach (var snapshot in snapshots)
            {
                snapshot.StartedUnixMs = now;
                for (var row = 0; row < Rows; row++) snapshot.Tables[0].Cells[row] += row == 7 && now / 30_000 % 2 == 0 ? ulong.MaxValue : 3000; // one goes back now and then
            }

            pass.Run(filled.Store.TargetArray, now);
            pass.Run(filled.Store.TargetArray, now);
        });

        Assert.Equal(0, allocated);
        Assert.True(steps[CounterStep.Reset] > 0);
        Assert.True(pass.Groups[0].TryGetResult(0, out var result));
        Assert.InRange(result, 29_000, 30_000); // 3 devices × 100 rows × 100 octets in a second, less those that went back
    }

    [Fact]
    public void A_column_that_was_carried_over_is_not_read_again()
    {
        var store = new SeriesStore();
        var pool = new SnapshotPool(store.Epochs);
        var filled = new FilledStore();
        var series = filled.Add("a", ["if_mib"]);
        var pass = new RollupPass([new RollupRule { Name = "a", Operation = RollupOperation.Sum, Family = "ifHCInOctets", IsRate = true }], new StepCounts());
        TableSnapshot? before = null;

        Assert.Null(After(0, read: 1000));
        Assert.Equal(100, After(10_000, read: 2000));
        Assert.Equal(100, After(20_000, read: null));
        Assert.Equal(100, After(30_000, read: null));
        Assert.Equal(200, After(40_000, read: 8000));

        double? After(long ms, ulong? read)
        {
            var snapshot = pool.RentModule(Schema);
            snapshot.StartedUnixMs = 1_000_000 + ms;
            var table = snapshot.Tables[0] = pool.RentTable(Schema.Tables[0], 1);
            if (read is { } value) table.Set(0, 0, value);
            else table.CarryOver(before!, 0, isText: false, [1], []);
            before = table;
            series.Publish(0, snapshot, isComplete: true);
            pass.Run(filled.Store.TargetArray, snapshot.StartedUnixMs);
            return pass.Groups[0].Members[0] > 0 && pass.Groups[0].TryGetResult(0, out var result) ? result : null;
        }
    }
}
