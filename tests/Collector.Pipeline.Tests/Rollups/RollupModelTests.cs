using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using static Collector.Testing.FilledStore;

namespace Collector.Pipeline.Tests.Rollups;

/// <summary>Fleets in which everything happens at random, against a recomputation that is as simple as it can be: lists, LINQ, nothing remembered but the last reading.</summary>
public sealed class RollupModelTests
{
    private const int Targets = 6;
    private const int Slots = 70; // more than a chunk
    private const int Rounds = 25;

    private static readonly ModuleSchema Schema = Module("m", 0, Counter("octets"), Gauge("level"));

    private static readonly string[] Sites = ["ams1", "fra1", "lon1"];
    private static readonly string[] Aliases = ["transit", "peering", "core", "transit", ""];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Every_pass_says_what_a_naive_recomputation_says(int seed)
    {
        var random = new Random(seed);
        using var fixture = new RollupFixture(Rules());
        var fleet = Enumerable.Range(0, Targets).Select(number => new ModelTarget(fixture, $"t{number}", random)).ToArray();
        fixture.Time.Advance(RollupRule.DefaultInterval);
        for (var round = 0; round < Rounds; round++)
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(random.Next(5, 40)));
            foreach (var target in fleet) target.Live(random);
            fixture.Engine.RunDue();
            fixture.Time.Advance(RollupRule.DefaultInterval); // so that the next call is due

            var expected = Naive([.. fleet.SelectMany(target => target.Readings())]);
            var actual = fixture.Results();

            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
            foreach (var (name, value) in expected) Assert.True(Math.Abs(value - actual[name]) <= 1e-9 * Math.Abs(value), $"round {round}: {name} is {actual[name]}, not {value}");
        }
    }

    private static RollupRule[] Rules()
    {
        Assert.True(LabelMatcher.TryParse("alias=~\"transit|peering\"", out var paid, out _));
        return
        [
            new() { Name = "by_site", Operation = RollupOperation.Sum, Family = "octets", IsRate = true, By = ["site"] },
            new() { Name = "paid", Operation = RollupOperation.Sum, Family = "octets", IsRate = true, By = ["alias", "site"], Matchers = [paid] },
            new() { Name = "highest", Operation = RollupOperation.Max, Family = "level", By = ["alias"] },
            new() { Name = "usual", Operation = RollupOperation.Quantile, Quantile = 0.5, Family = "level" },
        ];
    }

    private static Dictionary<string, double> Naive(Reading[] readings)
    {
        var results = new Dictionary<string, double>(StringComparer.Ordinal);
        Roll("by_site", readings, reading => Labels(("site", reading.Site)), reading => reading.Rate, reading => reading.HasCounter, Enumerable.Sum);
        Roll("paid", readings.Where(reading => reading.Alias is "transit" or "peering"), reading => Labels(("alias", reading.Alias), ("site", reading.Site)), reading => reading.Rate, reading => reading.HasCounter, Enumerable.Sum);
        Roll("highest", readings, reading => Labels(("alias", reading.Alias)), reading => reading.Level, reading => reading.HasLevel, Enumerable.Max);
        Roll("usual", readings, _ => "", reading => reading.Level, reading => reading.HasLevel, Median);
        return results;

        void Roll(string name, IEnumerable<Reading> rows, Func<Reading, string> group, Func<Reading, double?> value, Func<Reading, bool> isKnown, Func<IEnumerable<double>, double> operation)
        {
            foreach (var members in rows.Where(isKnown).GroupBy(group, StringComparer.Ordinal))
            {
                var values = members.Select(value).OfType<double>().ToList();
                if (values.Count > 0) results.Add($"{name}{{{members.Key}}}", operation(values));
                results.Add($"{name}_members{{{members.Key}}}", values.Count);
                results.Add($"{name}_expected{{{members.Key}}}", members.Count());
            }
        }
    }

    private static string Labels(params (string Name, string Value)[] labels) =>
        string.Join(',', labels.Where(label => label.Value.Length > 0).Select(label => $"{label.Name}=\"{label.Value}\""));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>One row at one pass: what the truth is of it.</summary>
    private sealed record Reading(string Site, string Alias, bool HasCounter, double? Rate, bool HasLevel, double? Level);

    /// <summary>A row of a device, and what a reader has seen of it.</summary>
    private sealed class ModelRow
    {
        public string Alias { get; set; } = "";

        public int Number { get; set; }

        public bool IsThere { get; set; }

        /// <summary>Which row the last poll had in this slot.</summary>
        public (string Alias, int Number) Seen { get; private set; } = ("", -1);

        public ulong Octets { get; set; }

        public int Life { get; set; }

        public double? Level { get; set; }

        public bool IsCounting { get; set; } = true;

        public (ulong Octets, long At, int Life)? Before { get; set; }

        public bool HadCounter { get; set; }

        public bool HadLevel { get; set; }

        public double? Rate { get; set; }

        /// <summary>The level in the last poll.</summary>
        public double? Shown { get; set; }

        public void Become((string Alias, int Number) row)
        {
            if (Seen == row) return;
            Seen = row;
            Forget();
        }

        public void Forget() => (Before, HadCounter, HadLevel, Rate, Shown) = (null, false, false, null, null);
    }

    private sealed class ModelTarget
    {
        private readonly RollupFixture _fixture;
        private readonly ModelRow[] _rows;
        private TargetSeries _series;
        private string _site;
        private long _bootedUnixMs;
        private bool _isServed;
        private bool _isMoved; // to another site, and nobody knows which rows it has there
        private int _names;

        public ModelTarget(RollupFixture fixture, string name, Random random)
        {
            (_fixture, _site, _bootedUnixMs) = (fixture, Sites[random.Next(Sites.Length)], fixture.NowUnixMs - 1_000_000);
            _rows = [.. Enumerable.Range(0, Slots).Select(_ => Fresh(new ModelRow(), random))];
            _series = fixture.Filled.Add(name, ["m"], new Label("site", _site));
        }

        /// <summary>Something happens, and then maybe a poll.</summary>
        public void Live(Random random)
        {
            if (random.Next(8) == 0) Restart(random);
            if (random.Next(12) == 0) MoveTo(Sites[random.Next(Sites.Length)]);
            foreach (var row in _rows)
            {
                row.Octets += (ulong)random.Next(1_000_000);
                row.Level = random.Next(5) == 0 ? null : random.Next(1000);
                row.IsCounting = random.Next(20) != 0;
                if (random.Next(60) == 0) row.IsThere = false;
                if (random.Next(60) == 0) Fresh(row, random);
            }

            if (random.Next(6) == 0) Fail();
            else if (random.Next(4) != 0) Poll();
        }

        public IEnumerable<Reading> Readings() =>
            _rows.Where(row => !_isMoved && (row.HadCounter || row.HadLevel)).Select(row => new Reading(_site, row.Seen.Alias, row.HadCounter, _isServed ? row.Rate : null, row.HadLevel, _isServed ? row.Shown : null));

        private void Fail()
        {
            _fixture.Filled.PublishNothing(_series, 0);
            _isServed = false;
        }

        private void Poll()
        {
            _isServed = true;
            _fixture.Filled.DeviceUptimeMs = _fixture.NowUnixMs - _bootedUnixMs;
            _fixture.Poll(_series, Schema, [.. _rows.Select(row => row.IsThere ? ($"alias=\"{row.Alias}\",n=\"{row.Number}\"", new object?[] { row.IsCounting ? row.Octets : null, row.Level }) : ("", [null, null]))]);
            foreach (var gone in _rows.Where(row => _isMoved && !row.IsThere)) gone.Forget();
            _isMoved = false;
            for (var slot = 0; slot < Slots; slot++) Learn(_rows[slot], _fixture.NowUnixMs + slot);
        }

        private static void Learn(ModelRow row, long at)
        {
            if (row.IsThere) row.Become((row.Alias, row.Number));
            row.Rate = null;
            row.Shown = row.IsThere ? row.Level : null;
            if (!row.IsThere) return;
            row.HadLevel |= row.Level is not null;
            if (!row.IsCounting) return;
            row.HadCounter = true;
            if (row.Before is { } before && before.Life == row.Life && row.Octets >= before.Octets) row.Rate = (row.Octets - before.Octets) * 1000.0 / (at - before.At);
            row.Before = (row.Octets, at, row.Life);
        }

        private void Restart(Random random)
        {
            _bootedUnixMs = _fixture.NowUnixMs - random.Next(1, 4000);
            foreach (var row in _rows) (row.Octets, row.Life) = ((ulong)random.Next(2_000_000), row.Life + 1);
        }

        private void MoveTo(string site)
        {
            if (site == _site) return;
            (_site, _isServed, _isMoved) = (site, false, true);
            _fixture.Filled.Remove(_series);
            _series = _fixture.Filled.Add(_series.Target.Instance, ["m"], new Label("site", site));
        }

        private ModelRow Fresh(ModelRow row, Random random)
        {
            (row.Alias, row.Number, row.IsThere, row.Octets, row.Level) = (Aliases[random.Next(Aliases.Length)], _names++, true, (ulong)random.Next(int.MaxValue), null);
            return row;
        }
    }
}
