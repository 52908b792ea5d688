using Collector.Simulator;
using Collector.Pipeline.Store;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling.Fleets;

/// <summary>Polls on demand against the simulated fleet, whose counters follow a formula that is restated here.</summary>
public sealed class FleetPollTests
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UtcNow.AddDays(-11); // far above 2^32, and exact in a double

    [Theory]
    [InlineData("public_v2")]
    [InlineData("public_v1")]
    public async Task Every_counter_of_a_device_is_its_own(string auth)
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 3, Interfaces = 70, Epoch = Epoch });
        await using var polling = PollingFixture.Start();
        var before = FleetFormula.Ticks(Epoch, DateTimeOffset.UtcNow);

        var polled = await polling.Engine.PollOnceAsync(PollingFixture.Target(fleet.Endpoint(2).ToString(), auth: auth), default);

        var after = FleetFormula.Ticks(Epoch, DateTimeOffset.UtcNow) + 1;
        Assert.True(polled.History.TryGetLast(out var record));
        Assert.Equal(PollOutcome.Answered, record.Outcome);
        var series = SeriesReading.Read(polled);
        for (var number = 1; number <= 70; number++)
        {
            foreach (var column in auth == "public_v2" ? ["ifHCInOctets", "ifHCOutOctets"] : Array.Empty<string>())
            {
                var (key, value) = Assert.Single(series, one => one.Key.StartsWith($"{column}{{ifIndex=\"{number}\",", StringComparison.Ordinal));
                Assert.True(FleetFormula.CanBe((ulong)value, column, 2, number, (ulong)before, (ulong)after), $"{key} {value}");
            }
        }

        Assert.Equal(auth == "public_v2" ? 1 + 4 * 70 : 1 + 2 * 70, series.Count);
    }
}
