using System.Globalization;
using Collector.Daemon.Tests.Reloading;
using Collector.Testing;
using Collector.Testing.Http;
using Collector.Testing.RemoteWrite;

namespace Collector.Daemon.Tests.RemoteWrite;

/// <summary>One life of the daemon, until it is killed.</summary>
internal sealed class Run(CollectorProcess process, HttpClient http, long beganUnixMs) : IAsyncDisposable
{
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
    public Task DeliverAllAsync(WriteReceiver receiver, int targets)
    {
        var (read, arrived) = (0, new HashSet<string>(StringComparer.Ordinal));
        return Patience.UntilAsync(() =>
        {
            var requests = receiver.Requests;
            for (; read < requests.Count; read++) arrived.UnionWith(WrittenSample.ReadAll(requests[read]).Where(Has).Select(sample => sample.Instance));
            return arrived.Count >= targets;
        });
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return process.DisposeAsync();
    }

    private async Task<long> WaitForAsync(string metric, Func<long, bool> isEnough)
    {
        var value = 0L;
        await http.UntilPageAsync("/metrics/collector", page =>
        {
            var line = page.Split('\n').FirstOrDefault(line => line.StartsWith(metric + "{", StringComparison.Ordinal));
            return line is not null && isEnough(value = long.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));
        });
        return value;
    }
}
