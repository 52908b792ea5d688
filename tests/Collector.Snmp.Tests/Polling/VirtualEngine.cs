using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Snmp.Tests.Polling;

/// <summary>A poll engine of one lane on a virtual network in virtual time; the test is the lane's thread.</summary>
internal sealed class VirtualEngine : IAsyncDisposable
{
    private readonly CollectorMeter _meter = new();

    public VirtualEngine(SnmpModules modules)
    {
        Network = new VirtualNetwork(Time);
        Engine = new PollEngine(
            new PollEngineOptions { Lanes = 1, TransportSource = () => Network }, Store, modules, _meter, [], Time, NullLoggerFactory.Instance);
    }

    public ManualTime Time { get; } = new();

    public VirtualNetwork Network { get; }

    public SeriesStore Store { get; } = new();

    public PollEngine Engine { get; }

    /// <summary>What a page shows: for each target its instance, its labels and how many series it has.</summary>
    public IReadOnlyList<(string Instance, string Labels, int Series)> Page =>
        [.. Store.TargetArray.Select(series => (series.Target.Instance, series.Target.Labels.ToString(), SeriesReading.Read(series).Count))];

    /// <summary>An agent with a number of interfaces.</summary>
    public void Listen(string address, int interfaces)
    {
        var mib = new FakeMib(Enumerable.Range(1, interfaces).SelectMany(index => new[]
        {
            AgentVarbind.Counter64($"1.3.6.1.2.1.31.1.1.1.6.{index}", (ulong)index),
            AgentVarbind.Text($"1.3.6.1.2.1.31.1.1.1.1.{index}", $"if{index}"),
        }));
        Network.Listen(LaneFixture.Endpoint(address), request => [mib.Answer(request)]);
    }

    public async Task ApplyAsync(SnmpModules modules, params Target[] targets)
    {
        await Engine.ApplyAsync(new TargetSet(targets), modules, default);
        Engine.Lanes[0].Turn(); // which takes the change
    }

    /// <summary>Turns the lane until so much time has passed; <paramref name="after"/> is called after each turn.</summary>
    public void Run(TimeSpan time, Action? after = null)
    {
        var until = Time.GetUtcNow() + time;
        while (Time.GetUtcNow() < until)
        {
            Engine.Lanes[0].Turn();
            after?.Invoke();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _meter.Dispose();
    }
}
