using Collector.Gnmi.Mapping.Values;
using Collector.Gnmi.Mapping.Wire;
using Collector.Gnmi.Protocol;
using Collector.Testing.Gnmi;
using Google.Protobuf;
using static Collector.Testing.Gnmi.GnmiMessages;

namespace Collector.Fuzz.Targets;

/// <summary>What a device streams, to the series it becomes: damaged responses end as malformed or not at all, and what is kept stays bounded and readable.</summary>
internal sealed class GnmiResponseTarget : FuzzTarget
{
    private const int Lifetime = 2000; // inputs that a stream takes, so that one can trip over what another left behind
    private const int MostSeries = 5000;

    private GnmiStream _stream = new();
    private int _inputs;

    public override string Name => "gnmi-response";

    public override IReadOnlyList<byte[]> Samples { get; } = new[]
    {
        new SubscribeResponse { Update = At(0, "/interfaces/interface[name=e1]").Update("state/counters/in-octets", 5).Update("state/mtu", new TypedValue { IntVal = -1 }) },
        new SubscribeResponse { Update = At(1).Update("/a/b[k=x][l=y]/c", new TypedValue { DoubleVal = 0.5 }).Delete("/a/b[k=*]", "/a/.../c", "/") },
        new SubscribeResponse { Update = At(2, "/a/b").Update("c", new TypedValue { StringVal = "UP" }).Update("d", new TypedValue { BoolVal = true }).Atomic() },
        new SubscribeResponse
        {
            Update = At(3).Update("/interfaces", new TypedValue { JsonIetfVal = ByteString.CopyFromUtf8("""{"interface":[{"name":"e1","state":{"counters":{"in-octets":"5"},"up":[null],"tags":["a","b"]}}]}""") })
                .Update("/x", new TypedValue { LeaflistVal = new ScalarArray { Element = { new TypedValue { UintVal = 1 }, new TypedValue { StringVal = "b" } } } }),
        },
        new SubscribeResponse { SyncResponse = true },
    }.Select(response => response.ToByteArray()).Append(new Update { Path = Path("/a/b"), Val = new TypedValue { UintVal = ulong.MaxValue } }.ToByteArray()).ToList();

    public override IReadOnlyList<byte[]> Tokens { get; } =
        [[0x0A], [0x12], [0x1A], [0x22], [0x2A], [0x18, 0x01], [0x30, 0x01], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], "{}"u8.ToArray(), "[{"u8.ToArray(), "*"u8.ToArray(), "..."u8.ToArray()];

    public override void Read(byte[] input)
    {
        if (_inputs++ % Lifetime == 0) _stream = new GnmiStream(limits: new() { Series = MostSeries });
        _stream.Now += 1_000_000;
        var kind = _stream.Sink.Apply(input, _stream.Now);
        Must(Enum.IsDefined(kind), "every response is one of the kinds there are");
        if (_inputs % 10 == 0) _stream.Sink.BeginCall();
        Must(_stream.Count() <= 2 * MostSeries, "what a device may make us keep is bounded");
        CompareNumber(input);
    }

    // The short way of a number must say the same as the long one, whatever path and type it looks for.
    private static void CompareNumber(byte[] input)
    {
        if (!UpdateMessage.TryRead(input, out var update)) return;
        foreach (var type in (uint[])[Fields.TypedValue.Uint, Fields.TypedValue.Int, Fields.TypedValue.Double])
        {
            if (!UpdateMessage.TryReadNumber(input, update.Path, type, out var bits)) continue;
            Must(TypedValueReader.Read(update.Value, out var read, out _, out _) == TypedValueReader.Outcome.Value && read.Bits == bits && update.Duplicates == 0, "a number is the same either way");
        }
    }
}
