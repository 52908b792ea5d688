using System.Net;
using System.Text.Json;
using Collector.LoadTest.Processes;
using Collector.Simulator.Gnmi;

namespace Collector.LoadTest.Agents;

/// <summary>A fleet of gNMI targets in a process of its own, so that its CPU time is not the daemon's. Any thread; one order at a time.</summary>
internal sealed class GnmiProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly GnmiStart _start;

    private GnmiProcess(ChildProcess process, GnmiPlan plan, GnmiStart start) => (_process, Plan, _start) = (process, plan, start);

    public GnmiPlan Plan { get; }

    /// <summary>What to trust, as PEM; null without TLS.</summary>
    public string? Authority => _start.Authority;

    public ProcessUsage Usage => _process.Usage;

    /// <summary>All addresses as targets write them.</summary>
    public IEnumerable<string> Targets => Enumerable.Range(0, Plan.Devices).Select(Target);

    public static async Task<GnmiProcess> StartAsync(GnmiPlan plan, CancellationToken cancelled)
    {
        var process = ChildProcess.Start("the gNMI targets' process", "Collector.LoadTest.dll", GnmiCommand.Name);
        await process.WriteLineAsync(JsonSerializer.Serialize(plan, AgentsPlan.Json), cancelled);
        return new GnmiProcess(process, plan, JsonSerializer.Deserialize<GnmiStart>(await process.ReadLineAsync(cancelled), AgentsPlan.Json)!);
    }

    public string Target(int device)
    {
        var octets = IPAddress.Parse(Plan.BaseAddress).GetAddressBytes();
        var address = (octets[1] << 16 | octets[2] << 8 | octets[3]) + device;
        return $"127.{address >> 16}.{address >> 8 & 255}.{address & 255}:{_start.Port}";
    }

    /// <summary>What the fleet was asked and what it sent: <see cref="GnmiFleetCounters"/>.</summary>
    public Task<GnmiFleetCounters> CountersAsync(CancellationToken cancelled) => AskAsync<GnmiFleetCounters>("counters", cancelled);

    /// <summary>Cuts all connections at once; returns how many streams there were.</summary>
    public Task<long> CutAsync(CancellationToken cancelled) => AskAsync<long>("cut", cancelled);

    /// <summary>The uptime that each device's flood ended with; null for one that floods still.</summary>
    public Task<ulong?[]> FloodEndsAsync(CancellationToken cancelled) => AskAsync<ulong?[]>("flood-ends", cancelled);

    /// <summary>Waits until so many streams go on.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> UntilActiveAsync(int streams, TimeSpan patience, CancellationToken cancelled)
    {
        var began = TimeProvider.System.GetTimestamp();
        while ((await CountersAsync(cancelled)).Active < streams)
        {
            if (TimeProvider.System.GetElapsedTime(began) > patience) break;
            await Task.Delay(100, cancelled);
        }

        return TimeProvider.System.GetElapsedTime(began);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _turn.Dispose();
    }

    private async Task<T> AskAsync<T>(string order, CancellationToken cancelled)
    {
        await _turn.WaitAsync(cancelled);
        try
        {
            await _process.WriteLineAsync(order, cancelled);
            return JsonSerializer.Deserialize<T>(await _process.ReadLineAsync(cancelled), AgentsPlan.Json)!;
        }
        finally
        {
            _turn.Release();
        }
    }
}
