using System.Net;
using Collector.Daemon.Tests.Reloading;
using Collector.Simulator;
using Collector.Testing;
using Collector.Testing.RemoteWrite;

namespace Collector.Daemon.Tests.RemoteWrite;

/// <summary>The whole daemon with a buffer on disk, killed again and again, while its receiver is away and when it is back.</summary>
public sealed class KilledDaemonTests : IDisposable
{
    private const int Kills = 12;

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(12);
    private readonly List<Run> _runs = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_sample_that_was_written_arrives_once_or_twice_alike_and_in_order()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 5, Interfaces = 3, BaseAddress = IPAddress.Parse("127.62.6.1") });
        using var port = new ReservedPort("127.62.7.1");
        Configure(fleet, port.Endpoint);
        for (var kill = 0; kill < Kills / 2; kill++) await RunUntilKilledAsync();
        await using var receiver = await WriteReceiver.StartAsync(_ => WriteAnswer.Accept, port);
        for (var kill = 0; kill < Kills / 2; kill++) await RunUntilKilledAsync();
        await using var last = await StartAsync();
        await last.DeliverAllAsync(receiver, fleet.Options.Devices);

        var samples = receiver.Requests.SelectMany(WrittenSample.ReadAll).ToList();
        CheckOrder(samples);
        foreach (var run in _runs.SkipLast(1))
        {
            var arrived = samples.Where(run.Has).DistinctBy(sample => (sample.Series, sample.UnixMs)).Count();
            Assert.True(arrived >= run.Written, $"{arrived} of {run.Written} samples of a run arrived");
        }

        Assert.All(_runs.Skip(1), run => Assert.Contains(run.Process.Lines, line => line.Contains("did not close the buffer", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_second_collector_on_the_same_folder_says_who_is_there()
    {
        _folder.Write("collector.yml", "{ listen: \"127.0.0.1:0\", data_dir: data }");
        await using var first = CollectorProcess.StartIn(_folder.Path, "run", "--config", "collector.yml");
        using var http = await first.WaitForHttpAsync();
        await using var second = CollectorProcess.StartIn(_folder.Path, "run", "--config", "collector.yml");
        await second.WaitForAsync($"Cannot start: data_dir: {_folder["data"]} belongs to another collector (process ");
        Assert.Equal(1, await second.ExitCodeAsync());
    }

    /// <summary>As it arrived, without what arrived before: each series' times only grow, and a sample that comes twice is the same.</summary>
    private static void CheckOrder(IEnumerable<WrittenSample> samples)
    {
        foreach (var series in samples.GroupBy(sample => sample.Series))
        {
            var known = new Dictionary<long, ulong>();
            var newest = long.MinValue;
            foreach (var sample in series)
            {
                if (!known.TryAdd(sample.UnixMs, sample.Bits)) Assert.Equal(known[sample.UnixMs], sample.Bits);
                else Assert.True(sample.UnixMs > newest, $"{sample} came after {newest}");
                newest = Math.Max(newest, sample.UnixMs);
            }
        }
    }

    private void Configure(SimulatedFleet fleet, IPEndPoint receiver) => _folder.Write("collector.yml", $$"""
        listen: 127.0.0.1:0
        data_dir: data
        defaults: { interval: 500ms, timeout: 400ms, modules: [if_mib] }
        remote_write:
        - url: http://{{receiver}}/api/v1/write
          queue_config: { batch_send_deadline: 200ms, max_backoff: 100ms }
          buffer: { flush_interval: 100ms }
        targets:
          static: [ { targets: [{{string.Join(", ", Enumerable.Range(0, fleet.Options.Devices).Select(device => $"\"{fleet.Endpoint(device)}\""))}}] } ]
        """);

    private async Task RunUntilKilledAsync()
    {
        await using var run = await StartAsync();
        await run.WriteAtLeastAsync(_random.Next(200, 1500));
        await run.Process.SignalAsync("KILL");
        await run.Process.ExitCodeAsync();
    }

    private async Task<Run> StartAsync()
    {
        var began = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        if (_runs.Count > 0) _runs[^1].EndedUnixMs = began;
        var process = CollectorProcess.StartIn(_folder.Path, "run", "--config", "collector.yml");
        _runs.Add(new Run(process, await process.WaitForHttpAsync(), began));
        return _runs[^1];
    }
}
