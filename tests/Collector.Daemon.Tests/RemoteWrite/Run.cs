using System.Globalization;
using Collector.Daemon.Tests.Reloading;
using Collector.Testing;

namespace Collector.Daemon.Tests.RemoteWrite;

/// <summary>One life of the daemon, until it is killed.</summary>
internal sealed class Run(CollectorProcess process, HttpClient http, long beganUnixMs) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public CollectorProcess Process => process;

    /// <summary>When the next one began.</summary>
    public long EndedUnixMs { get; set; } = long.MaxValue;

    /// <summary>Samples that were in the buffer before the kill, for certain.</summary>
    public long Written { get; private set; }

    public bool Has(WrittenSample sample) => sample.UnixMs >= beganUnixMs && sample.UnixMs < EndedUnixMs;

    /// <summary>Waits until so many samples are in the buffer.</summary>
    public async Task WriteAtLeastAsync(long samples)
    {
        var encoded = await WaitForAsync("collector_remote_write_samples_encoded_total", value => value >= samples);
        await WaitForAsync("collector_remote_write_samples_encoded_total", value => value >= encoded + 1); // a later request: the ones before are written
        Written = encoded;
    }

    /// <summary>Waits until everything that waited has arrived: something of this run has, of every target.</summary>
    public async Task DeliverAllAsync(WriteReceiver receiver, int targets)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (receiver.Requests.SelectMany(WrittenSample.ReadAll).Where(Has).Select(sample => sample.Instance).Distinct().Count() < targets)
            await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return process.DisposeAsync();
    }

    private async Task<long> WaitForAsync(string metric, Func<long, bool> isEnough)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var page = await http.GetStringAsync("/metrics/collector", patience.Token);
            var line = page.Split('\n').FirstOrDefault(line => line.StartsWith(metric + "{", StringComparison.Ordinal));
            if (line is not null && long.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture) is var value && isEnough(value)) return value;
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
