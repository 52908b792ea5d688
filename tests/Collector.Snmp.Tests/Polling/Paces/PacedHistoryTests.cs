using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Snmp.Tests.Polling.Paces;

/// <summary>Devices that change at random from poll to poll, read at paces and read whole: the two show the same, but for what changes without any sign.</summary>
public sealed class PacedHistoryTests
{
    private const string Address = "192.0.2.1:161";

    private static readonly Gen<Change> Changes =
        from kind in Gen.Frequency((6, Gen.Constant(ChangeKind.None)), (6, Gen.Choose(1, (int)ChangeKind.Count - 1).Select(kind => (ChangeKind)kind)))
        from one in Gen.Choose(1, 6)
        from other in Gen.Choose(1, 6)
        select new Change(kind, one, other);

    [Fact]
    public void Paces_show_no_value_under_a_name_that_is_not_its_own_and_after_the_longest_pace_all_that_there_is() =>
        Check.One(Properties.Config(40, size: 30), Prop.ForAll(Changes.ArrayOf().ToArbitrary(), changes =>
        {
            using var paced = new Polled(PacedModules.Usual);
            using var whole = new Polled(PacedModules.Off);
            for (var poll = 0; poll < 3; poll++) AssertSame(whole.Poll(), paced.Poll(), withAliases: true);
            foreach (var change in changes)
            {
                paced.Apply(change);
                whole.Apply(change);
                AssertSame(whole.Poll(), paced.Poll(), withAliases: false);
            }

            for (var poll = 0; poll < 11; poll++) AssertSame(whole.Poll(), paced.Poll(), withAliases: poll > 5);
        }));

    [Fact]
    public void Nor_when_the_device_changes_after_its_values_were_read() =>
        Check.One(Properties.Config(40, size: 30), Prop.ForAll(Changes.ArrayOf().ToArbitrary(), changes =>
        {
            using var paced = new Polled(PacedModules.Usual);
            for (var poll = 0; poll < 3; poll++) paced.Poll();
            foreach (var change in changes)
            {
                paced.ApplyBeforeGuards(change);
                foreach (var (series, value) in paced.Poll().Where(one => one.Key.StartsWith("ifInOctets", StringComparison.Ordinal)))
                    Assert.True(RenumberingDevice.IsNameOf(series[(series.IndexOf("ifName=\"", StringComparison.Ordinal) + 8)..].Split('"')[0], value), $"{series} {value}");
            }
        }));

    private static void AssertSame(IReadOnlyDictionary<string, double> expected, IReadOnlyDictionary<string, double> shown, bool withAliases) =>
        Assert.Equal(Keys(expected, withAliases), Keys(shown, withAliases));

    /// <summary>An identity is a thousand; what is below it counts requests, of which paces have fewer.</summary>
    private static IEnumerable<string> Keys(IReadOnlyDictionary<string, double> series, bool withAliases) => series
        .Select(one => $"{(withAliases ? one.Key : one.Key[one.Key.IndexOf("ifIndex", StringComparison.Ordinal)..])} {one.Key.Split('{')[0]} {(one.Value < 1000 ? one.Value : (int)one.Value / 1000)}")
        .Order(StringComparer.Ordinal);

    private enum ChangeKind
    {
        None,
        Add,
        Remove,
        Swap,
        Reboot,
        Alias,
        Counting,
        Count,
    }

    private sealed record Change(ChangeKind Kind, int One, int Other);

    private sealed class Polled : IDisposable
    {
        private readonly LaneFixture _lane = new();
        private readonly RenumberingDevice _device;
        private readonly LaneTarget _target;

        public Polled(ModulePlan plan)
        {
            _device = new RenumberingDevice(_lane.Time, 3);
            _target = _lane.Add(Address, _device.Answer, [plan]);
        }

        public IReadOnlyDictionary<string, double> Poll()
        {
            _lane.Poll(_target);
            return LaneFixture.Series(_target);
        }

        public void ApplyBeforeGuards(Change change) => _device.Before = request =>
        {
            if (!request.Names.Any(name => name.ToString() == RenumberingDevice.LastChange)) return;
            _device.Before = null;
            Apply(change);
        };

        public void Apply(Change change)
        {
            switch (change.Kind)
            {
                case ChangeKind.Add when !_device.Indexes.Contains(change.One):
                    _device.Add(change.One);
                    break;
                case ChangeKind.Remove when _device.Indexes.Count > 1:
                    _device.Remove(change.One);
                    break;
                case ChangeKind.Swap:
                    _device.Swap(change.One, change.Other);
                    break;
                case ChangeKind.Reboot:
                    _device.Reboot(change.One);
                    break;
                case ChangeKind.Alias:
                    _device.SetAlias(change.One, $"alias {change.Other}");
                    break;
                case ChangeKind.Counting:
                    _device.SetCounting(change.One, change.Other % 2 == 0);
                    break;
            }
        }

        public void Dispose() => _lane.Dispose();
    }
}
