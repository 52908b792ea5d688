using Collector.LoadTest.Agents;
using Collector.Testing;

namespace Collector.LoadTest.Readings;

/// <summary>Compares what a store has of <c>ifHCInOctets</c> with what the fleet served: each poll once, at its time, with the value of that time.</summary>
internal sealed class StoredFleetCheck(FleetProcess fleet)
{
    private const int TicksPerSecond = 100;

    private readonly Dictionary<string, int> _devices = Enumerable.Range(0, fleet.Plan.Devices).ToDictionary(fleet.Target, device => device, StringComparer.Ordinal);

    public long Samples { get; private set; }

    /// <summary>Polls within a series' life of which it has no sample.</summary>
    public long Missing { get; private set; }

    /// <summary>Samples beyond one for a poll.</summary>
    public long Twice { get; private set; }

    /// <summary>Values that the counter did not have between the beginning of the poll and the sample's time.</summary>
    public long Wrong { get; private set; }

    /// <summary>The furthest that a series' growth in a second is from its rate, in hundredths.</summary>
    public double WorstRatePercent { get; private set; }

    /// <param name="ups">Of all devices, with the times at which polls began.</param>
    /// <param name="counters">All series.</param>
    public void Check(IReadOnlyList<StoredSeries> ups, IReadOnlyList<StoredSeries> counters)
    {
        var polls = ups.ToDictionary(up => up.Labels["instance"], up => up.Samples.Where(sample => sample.Value == 1).Select(sample => sample.UnixMs).ToArray(), StringComparer.Ordinal);
        foreach (var series in counters)
        {
            var number = int.Parse(series.Labels["ifIndex"], System.Globalization.CultureInfo.InvariantCulture);
            Check(polls[series.Labels["instance"]], _devices[series.Labels["instance"]], number, [.. series.Samples.Where(sample => !double.IsNaN(sample.Value))]); // VictoriaMetrics shows stale markers
        }
    }

    private void Check(long[] polls, int device, int number, IReadOnlyList<(long UnixMs, double Value)> samples)
    {
        var rate = FleetFormula.Rate("ifHCInOctets", device, number);
        Samples += samples.Count;
        var counts = new int[polls.Length];
        foreach (var (unixMs, value) in samples)
        {
            var poll = Array.FindLastIndex(polls, began => began <= unixMs);
            if (poll < 0) continue; // of a poll before the window
            counts[poll]++;
            if (!CounterFormula.TryGetUptime((ulong)value, rate, out var uptime) || uptime < Ticks(polls[poll]) - 1 || uptime > Ticks(unixMs) + 1) Wrong++;
        }

        var (first, last) = (Array.FindIndex(counts, count => count > 0), Array.FindLastIndex(counts, count => count > 0));
        for (var poll = first; poll >= 0 && poll <= last; poll++)
        {
            if (counts[poll] == 0) Missing++;
            else Twice += counts[poll] - 1;
        }

        if (samples.Count < 2) return;
        var grown = (samples[^1].Value - samples[0].Value) / (samples[^1].UnixMs - samples[0].UnixMs) * 1000;
        WorstRatePercent = Math.Max(WorstRatePercent, 100 * Math.Abs(grown / (rate * TicksPerSecond) - 1));
    }

    private double Ticks(long unixMs) => (unixMs - fleet.Plan.Epoch.ToUnixTimeMilliseconds()) / 1000.0 * TicksPerSecond;
}
