using System.Net;
using System.Text.Json;
using Collector.LoadTest.Processes;
using Collector.Simulator;

namespace Collector.LoadTest.Agents;

/// <summary>A simulated fleet in a process of its own, so that its CPU time is not the daemon's. Any thread; one order at a time.</summary>
internal sealed class FleetProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly uint _base;

    private FleetProcess(ChildProcess process, AgentsPlan plan, int port)
    {
        _process = process;
        Plan = plan;
        Port = port;
        _base = ToNumber(IPAddress.Parse(plan.BaseAddress));
    }

    public AgentsPlan Plan { get; }

    public int Port { get; }

    /// <summary>All addresses as targets write them.</summary>
    public IEnumerable<string> Targets => Enumerable.Range(0, Plan.Devices).Select(Target);

    public static async Task<FleetProcess> StartAsync(AgentsPlan plan, CancellationToken cancelled)
    {
        var process = ChildProcess.Start("the agents' process", "Collector.LoadTest.dll", AgentsCommand.Name);
        await process.WriteLineAsync(JsonSerializer.Serialize(plan, AgentsPlan.Json), cancelled);
        return new FleetProcess(process, plan, JsonSerializer.Deserialize<int>(await process.ReadLineAsync(cancelled)));
    }

    public string Target(int device) => $"{ToAddress(_base + (uint)device)}:{Port}";

    /// <summary>What the fleet was asked, and what it did: <see cref="FleetCounters"/>, by field.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountersAsync(CancellationToken cancelled) =>
        await AskAsync<Dictionary<string, long>>("counters", cancelled);

    /// <summary>Requests so far, by device.</summary>
    public Task<long[]> RequestsAsync(CancellationToken cancelled) => AskAsync<long[]>("requests", cancelled);

    public async Task<DeviceNature[]> NaturesAsync(CancellationToken cancelled) =>
        [.. (await AskAsync<int[]>("natures", cancelled)).Select(nature => (DeviceNature)nature)];

    /// <summary>Changes the interface tables of some devices: a row less, or one more.</summary>
    public Task ToggleRowsAsync(int first, int count, CancellationToken cancelled) => AskAsync<int>($"toggle {first} {count}", cancelled);

    /// <summary>Something happens to a device: <c>kill</c>, <c>revive</c>, <c>reboot</c>, or <c>reindex</c>.</summary>
    public Task EditAsync(string what, int device, CancellationToken cancelled) => AskAsync<int>($"edit {what} {device}", cancelled);

    /// <summary>Stands still until <see cref="Continue"/>; requests wait in the socket meanwhile.</summary>
    public void Stop() => _process.Signal("STOP");

    public void Continue() => _process.Signal("CONT");

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
            return JsonSerializer.Deserialize<T>(await _process.ReadLineAsync(cancelled))!;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static uint ToNumber(IPAddress address) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static IPAddress ToAddress(uint number)
    {
        Span<byte> octets = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(octets, number);
        return new IPAddress(octets);
    }
}
