using Collector.Interop.Tests.Prometheus;
using Collector.Testing;

namespace Collector.Interop.Tests.RemoteWrite;

/// <summary>Debian's Prometheus and VictoriaMetrics take what the daemon sends: every sample once, at its time, and nothing that they refuse.</summary>
public sealed class RemoteWriteTests(PushedFleet pushed) : IClassFixture<PushedFleet>, IAsyncLifetime
{
    public static TheoryData<string> Stores => ["prometheus", "victoria"];

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>After every test: Prometheus refused nothing, and nothing was lost or sent twice on our side.</summary>
    public async Task DisposeAsync()
    {
        foreach (var (name, value) in await pushed.Prometheus.OwnMetricsAsync("prometheus_tsdb_out_of_")) Assert.True(value == 0, name);
        foreach (var (name, value) in await pushed.CountersAsync())
        {
            var isLoss = name.Contains("failed_total", StringComparison.Ordinal) || name.Contains("retried_total", StringComparison.Ordinal) || name.Contains("polls_dropped", StringComparison.Ordinal)
                || (name.Contains("samples_dropped_total", StringComparison.Ordinal) && !name.Contains("duplicate", StringComparison.Ordinal));
            Assert.False(isLoss && value > 0, $"{name} {value}");
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Every_poll_is_there_once_at_its_time_with_the_values_of_that_time(string name)
    {
        var store = StoreOf(name);
        await store.UntilAsync("each device was polled fifteen times", async () => (await UpsAsync(store)).Count(up => up.Samples.Count >= 15) > PushedFleet.Many.Length);
        var ups = await UpsAsync(store);
        var counters = await store.QueryAsync("ifHCInOctets[5m]");

        foreach (var device in PushedFleet.Many)
        {
            var cut = await pushed.CutWalksAsync(device);
            var up = Assert.Single(ups, up => up.Labels["instance"] == pushed.Instance(device));
            var polls = up.Samples.Where(sample => sample.Value == 1).Select(sample => sample.Time).ToArray();
            for (var number = 1; number <= PushedFleet.Interfaces; number++)
            {
                var one = Assert.Single(counters, series => series.Labels["instance"] == pushed.Instance(device) && series.Labels["ifIndex"] == $"{number}");
                AssertOncePerPoll(polls, cut, [.. one.Samples.Where(sample => sample.Time >= polls[0] && sample.Time <= polls[^1]).Select(sample => sample.Time)]);
                Assert.All(one.Samples, sample => AssertValue(device, number, sample, polls));
            }
        }
    }

    /// <summary>A rate of samples with the times of their replies; on a machine that does other things too, a reply may wait for some milliseconds.</summary>
    [Fact]
    public async Task A_rate_is_right_over_twenty_polls()
    {
        var selector = $$"""ifHCInOctets{instance="{{pushed.Instance(PushedFleet.RowDevice)}}",ifIndex="1"}""";
        await pushed.Prometheus.UntilAsync("there are thirty samples", async () => (await pushed.Prometheus.QueryAsync($"{selector}[5m]")).Any(series => series.Samples.Count >= 30));

        var rate = Assert.Single(await pushed.Prometheus.QueryAsync($"quantile_over_time(0.5, rate({selector}[20s])[8s:1s] offset 2s)")).Samples[^1].Value;

        Assert.InRange(rate / (100.0 * FleetFormula.Rate("ifHCInOctets", PushedFleet.RowDevice, 1)), 0.995, 1.005);
    }

    [Fact]
    public async Task An_interface_that_is_removed_ends_with_the_poll_that_misses_it()
    {
        var instance = pushed.Instance(PushedFleet.RowDevice);
        var selector = $$"""ifHCInOctets{instance="{{instance}}",ifIndex="3"}""";
        await pushed.Prometheus.UntilAsync("the interface is there", async () => (await pushed.Prometheus.QueryAsync(selector)).Count == 1);
        await pushed.Fleet.Device(PushedFleet.RowDevice).EditAtNextPoll(edit => edit.RemoveRow(3));

        foreach (var store in new[] { pushed.Prometheus, pushed.Victoria })
        {
            await store.UntilAsync("the interface is gone", async () => (await store.QueryAsync(selector)).Count == 0);
            var last = Assert.Single(await store.QueryAsync($"{selector}[5m]")).LastTime;
            Assert.Empty(await store.QueryAsync(selector, last + 2.5)); // polls are a second apart; without a marker it would show for five minutes
            Assert.Single(await store.QueryAsync($$"""ifHCInOctets{instance="{{instance}}",ifIndex="2"}"""));
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_device_whose_clock_is_ten_years_ahead_harms_nobody(string name)
    {
        var store = StoreOf(name);
        await store.UntilAsync("the stream has ten samples", async () => (await AheadAsync(store)).Any(series => series.Samples.Count >= 10));
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;

        Assert.All(await AheadAsync(store), series => Assert.InRange(series.LastTime, now - 60, now + 1));
        await store.UntilAsync("the others go on", async () => (await UpsAsync(store)).All(up => up.LastTime > now));
        Assert.True(await pushed.UnbelievedAsync() >= 10);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Metadata_is_taken_and_nothing_of_it_is_kept(string name)
    {
        var store = StoreOf(name);
        var taken = $"collector_remote_write_metadata_total{{endpoint=\"{name}\"}}";
        await store.UntilAsync("it was told of families", async () => (await pushed.CountersAsync())[taken] > 0);

        Assert.Equal(0, (await pushed.CountersAsync())[$"collector_remote_write_metadata_failed_total{{endpoint=\"{name}\"}}"]);
        Assert.Equal("{\"status\":\"success\",\"data\":{}}", (await store.ReadAsync("api/v1/metadata")).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_endpoint_that_does_not_prove_to_speak_two_zero_gets_one_zero()
    {
        await pushed.Victoria.UntilAsync("there are samples", async () => (await pushed.Victoria.QueryAsync("up{region=\"eu\"}")).Count > 0);

        Assert.InRange((await pushed.CountersAsync())["collector_remote_write_requests_total{endpoint=\"victoria\",outcome=\"unsupported\"}"], 1, 2); // once for each shard at most
    }

    // A poll that was cut short, because this machine was busy, may lack the row.
    private static void AssertOncePerPoll(double[] polls, double cut, double[] samples)
    {
        var counts = Enumerable.Range(0, polls.Length - 1).Select(poll => samples.Count(time => time >= polls[poll] && time < polls[poll + 1])).ToArray();
        Assert.DoesNotContain(counts, count => count > 1);
        Assert.InRange(counts.Count(count => count == 0), 0, cut);
        Assert.Equal(samples.Distinct().Count(), samples.Length);
    }

    // The device read its counter between the beginning of the poll and the reply.
    private void AssertValue(int device, int number, (double Time, double Value) sample, double[] polls)
    {
        var began = polls.LastOrDefault(time => time <= sample.Time, sample.Time - 1);
        var (earliest, latest) = (FleetFormula.Ticks(pushed.Epoch, At(began)) - 1, FleetFormula.Ticks(pushed.Epoch, At(sample.Time)) + 1);
        Assert.True(FleetFormula.CanBe((ulong)sample.Value, "ifHCInOctets", device, number, (ulong)earliest, (ulong)latest), $"{sample.Value} of device {device}, interface {number} at {sample.Time}");
    }

    private static DateTimeOffset At(double seconds) => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000));

    private static Task<IReadOnlyList<PrometheusSeries>> AheadAsync(ReceivingStore store) => store.QueryAsync("interfaces_interface_state_counters_in_octets{source=\"ahead\"}[5m]");

    private static Task<IReadOnlyList<PrometheusSeries>> UpsAsync(ReceivingStore store) => store.QueryAsync("up[5m]");

    private ReceivingStore StoreOf(string name) => name == "prometheus" ? pushed.Prometheus : pushed.Victoria;
}
