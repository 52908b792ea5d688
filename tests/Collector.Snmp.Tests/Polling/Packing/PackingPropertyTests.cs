using Collector.Pipeline.Store;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Snmp.Tests.Polling.Packing;

/// <summary>Whatever the tables of a device are like and however they change, reading columns side by side shows what reading subtrees shows.</summary>
public sealed class PackingPropertyTests
{
    private const string Agent = "192.0.2.1:161";

    private static readonly Gen<Device> Devices =
        from rows in Gen.Choose(0, 80)
        from fillings in Gen.Choose(0, 100).ArrayOf(PackedModule.Columns)
        from changes in Gen.Choose(0, 30).ArrayOf(4)
        from octets in Gen.Choose(484, 3000)
        from repetitions in Gen.Choose(1, 40)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new Device(rows, fillings, changes, octets, repetitions, seed);

    [Fact]
    public void Columns_side_by_side_show_what_subtrees_show()
    {
        var packed = 0;
        Check.One(Properties.Config(150), Prop.ForAll(Devices.ToArbitrary(), device => packed += Compare(device)));
        Assert.True(packed > 100, $"only {packed} requests had several columns");
    }

    /// <summary>Polls one device both ways; returns how many requests had several columns.</summary>
    private static int Compare(Device device)
    {
        using var plain = new LaneFixture();
        using var side = new LaneFixture();
        var random = new Random(device.Seed);
        var mib = Make(device, random);
        var plainTarget = plain.Add(Agent, WeakAgent.Fitting(mib, device.Octets), [PackedModule.Plan(packs: false, device.Repetitions)]);
        var sideTarget = side.Add(Agent, WeakAgent.Fitting(mib, device.Octets), [PackedModule.Plan(packs: true, device.Repetitions)]);
        foreach (var changes in device.Changes)
        {
            var (expected, actual) = (plain.Poll(plainTarget), side.Poll(sideTarget));
            Assert.Equal((expected.Outcome, expected.Truncated, expected.Retries), (actual.Outcome, actual.Truncated, actual.Retries));
            Assert.Equal(Lines(plainTarget.Series), Lines(sideTarget.Series));
            for (var change = 0; change < changes; change++) Change(mib, device, random);
        }

        Assert.False(sideTarget.Trust.IsSwitchedBack);
        side.AssertIdle();
        return side.Network.Sent.Count(sent => sent.Request!.Names.Count > 1);
    }

    private static FakeMib Make(Device device, Random random)
    {
        var mib = new FakeMib(AgentVarbind.Gauge32($"{PackedModule.Count}.0", 7), AgentVarbind.Gauge32("1.3.6.1.10.1.0", 1));
        for (var row = 1; row <= device.Rows; row++)
        {
            for (var column = 1; column <= PackedModule.Columns; column++)
            {
                if (random.Next(100) < device.Fillings[column - 1]) mib.Set(PackedModule.Cell(column, 3 * row));
            }
        }

        return mib;
    }

    private static void Change(FakeMib mib, Device device, Random random)
    {
        var (row, column) = (1 + random.Next((3 * device.Rows) + 10), 1 + random.Next(PackedModule.Columns));
        switch (random.Next(4))
        {
            case 0: PackedModule.RemoveRow(mib, row); break;
            case 1: PackedModule.AddRow(mib, row); break;
            case 2: mib.Remove($"{PackedModule.Entry}.{column}.{row}"); break;
            default: mib.Set(column == 2 ? AgentVarbind.Text($"{PackedModule.Entry}.2.{row}", $"name{random.Next(5)}") : PackedModule.Cell(column, row, (uint)random.Next(1000))); break;
        }
    }

    private static IEnumerable<string> Lines(TargetSeries series) =>
        SeriesReading.Read(series).Select(one => $"{one.Key} {one.Value}").Order(StringComparer.Ordinal);

    private sealed record Device(int Rows, int[] Fillings, int[] Changes, int Octets, int Repetitions, int Seed);
}
