using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Testing.Gnmi;
using Google.Protobuf;
using static Collector.Testing.Gnmi.GnmiMessages;

namespace Collector.Benchmarks.Gnmi;

/// <summary>One round of a device's samples, from the bytes of the messages to the cells: 50 interfaces with 8 counters each. The gate is 30 ns an update, without allocation; figures are in benchmarks/README.md.</summary>
[MemoryDiagnoser]
public class SubscriptionSeriesBenchmarks
{
    private const int Interfaces = 50;
    private const int Leaves = 8;

    private readonly GnmiStream _stream = new();
    private byte[][] _messages = [];

    /// <summary>Where the device puts the list entry, and whether an interface is a message or a whole round is one.</summary>
    [Params("prefix", "path", "one message")]
    public string Shape { get; set; } = "prefix";

    [GlobalSetup]
    public void Encode()
    {
        var responses = new List<Collector.Gnmi.Protocol.SubscribeResponse>();
        for (var i = 0; i < Interfaces; i++)
        {
            var entry = $"/interfaces/interface[name=Ethernet1/{i}]/state/counters";
            var notification = Shape == "prefix" ? At(0, entry) : At(0);
            for (var leaf = 0; leaf < Leaves; leaf++) notification.Update(Shape == "prefix" ? $"in-octets-{leaf}" : $"{entry}/in-octets-{leaf}", (ulong)(1_000_000_000_000 + i * leaf));
            if (Shape == "one message" && i > 0) responses[0].Update.Update.Add(notification.Update);
            else responses.Add(new Collector.Gnmi.Protocol.SubscribeResponse { Update = notification });
        }

        _messages = [.. responses.Select(response => response.ToByteArray())];
    }

    [Benchmark(OperationsPerInvoke = Interfaces * Leaves)]
    [AllocationLimit]
    [SpeedLimit]
    public void Apply()
    {
        foreach (var message in _messages) _stream.Sink.Apply(message, _stream.Now);
    }
}
