using System.Text.Json;
using Collector.Gnmi.Protocol;
using Google.Protobuf;
using static Collector.Daemon.Tests.Commands.Gnmi.SentMessages;

namespace Collector.Daemon.Tests.Commands.Gnmi;

public sealed class GetCommandTests
{
    private static readonly CapabilityResponse Capabilities = new() { GNMIVersion = "0.10.0", SupportedEncodings = { Collector.Gnmi.Protocol.Encoding.Proto, Collector.Gnmi.Protocol.Encoding.JsonIetf } };

    [Fact]
    public async Task Every_kind_of_value_is_printed_exactly_in_one_line()
    {
#pragma warning disable CS0612 // devices send these all the same
        var notification = NotificationOf("/system/state",
            UpdateOf("s", new TypedValue { StringVal = "a\nb\u001b[31m \"é\" \u202e" }),
            UpdateOf("i", new TypedValue { IntVal = long.MinValue }),
            UpdateOf("u", new TypedValue { UintVal = ulong.MaxValue }),
            UpdateOf("b", new TypedValue { BoolVal = true }),
            UpdateOf("f", new TypedValue { FloatVal = 0.1f }),
            UpdateOf("d", new TypedValue { DoubleVal = double.NaN }),
            UpdateOf("dec", new TypedValue { DecimalVal = new Decimal64 { Digits = -5, Precision = 2 } }),
            UpdateOf("far", new TypedValue { DecimalVal = new Decimal64 { Digits = 5, Precision = uint.MaxValue } }),
            UpdateOf("o", new TypedValue { BytesVal = ByteString.CopyFrom(1, 255) }),
            UpdateOf("l", new TypedValue { LeaflistVal = new ScalarArray { Element = { new TypedValue { UintVal = 1 }, new TypedValue { StringVal = "x" } } } }),
            new Update { Path = PathOf("none"), Duplicates = 3 },
            new Update { Path = PathOf("old"), Value = new Value { Value_ = ByteString.CopyFromUtf8("7") } });
#pragma warning restore CS0612
        await using var target = await FakeGnmiTarget.StartAsync(Capabilities, _ => new GetResponse { Notification = { notification } });

        var (code, output, error) = await GnmiRun.RunAsync("get", target.Address, "--insecure", "--path", "/system/state");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            [
                "s = \"a\\nb\\u001b[31m \\\"é\\\" \\u202e\"", "i = -9223372036854775808", "u = 18446744073709551615", "b = true", "f = 0.1", "d = NaN", "dec = -0.05", "far = 5e-4294967295",
                "o = 0x01ff", "l = [1, \"x\"]", "none = (no value) (3 values before it were left out)", "old = 7",
            ],
            output.TrimEnd('\n').Split('\n').Select(line => line.Replace($"{TimeText} /system/state/", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Json_is_taken_apart_into_leaves()
    {
        const string Value = """{"openconfig-interfaces:interface":[{"name":"Ethernet1/1","state":{"counters":{"in-octets":"5"},"up":true,"tags":["a","b"]}},{"x":1}],"empty":{},"none":null}""";
        await using var target = await FakeGnmiTarget.StartAsync(Capabilities, _ => new GetResponse
        {
            Notification =
            {
                NotificationOf("openconfig:/interfaces", UpdateOf("/", new TypedValue { JsonIetfVal = ByteString.CopyFromUtf8(Value) })),
                NotificationOf(null, UpdateOf("/broken", new TypedValue { JsonVal = ByteString.CopyFromUtf8("{\u0007") })),
            },
        });

        var (_, output, _) = await GnmiRun.RunAsync("get", target.Address, "--insecure", "--path", "/");

        Assert.Equal(
            [
                "openconfig:/interfaces/openconfig-interfaces:interface[name=Ethernet1/1]/name = \"Ethernet1/1\"",
                "openconfig:/interfaces/openconfig-interfaces:interface[name=Ethernet1/1]/state/counters/in-octets = \"5\"",
                "openconfig:/interfaces/openconfig-interfaces:interface[name=Ethernet1/1]/state/up = true",
                "openconfig:/interfaces/openconfig-interfaces:interface[name=Ethernet1/1]/state/tags = [\"a\", \"b\"]",
                "openconfig:/interfaces/openconfig-interfaces:interface.1/x = 1",
                "openconfig:/interfaces/empty = {}",
                "openconfig:/interfaces/none = null",
                "/broken = no JSON: \"{\\u0007\"",
            ],
            output.TrimEnd('\n').Split('\n').Select(line => line[(TimeText.Length + 1)..]));
    }

    [Fact]
    public async Task For_programs_each_message_is_an_object_and_integers_are_exact()
    {
        var notification = NotificationOf("/a", UpdateOf("u", new TypedValue { UintVal = ulong.MaxValue }), UpdateOf("j", new TypedValue { JsonVal = ByteString.CopyFromUtf8("{\"n\":18446744073709551615,\"s\":\"\u009b\"}") }));
        notification.Prefix.Target = "edge1";
        notification.Atomic = true;
        notification.Delete.Add(PathOf("b[k=*]"));
        await using var target = await FakeGnmiTarget.StartAsync(Capabilities, _ => new GetResponse { Notification = { notification } });

        var (_, output, _) = await GnmiRun.RunAsync("get", target.Address, "--insecure", "--path", "/a", "--format", "json");

        Assert.Equal(
            "{\"type\":\"notification\",\"timestamp\":\"1700000000000000001\",\"time\":\"" + TimeText + "\",\"target\":\"edge1\",\"atomic\":true,\"prefix\":\"/a\",\"deletes\":[\"/a/b[k=*]\"],"
            + "\"updates\":[{\"path\":\"/a/u\",\"kind\":\"uint\",\"value\":\"18446744073709551615\"},{\"path\":\"/a/j\",\"kind\":\"json\",\"value\":{\"n\":18446744073709551615,\"s\":\"\\u009B\"}}]}\n",
            output);
        JsonDocument.Parse(output).Dispose();
    }

    [Fact]
    public async Task The_request_says_what_the_flags_say_in_the_best_encoding_there_is()
    {
        await using var target = await FakeGnmiTarget.StartAsync(Capabilities, _ => new GetResponse());

        await GnmiRun.RunAsync("get", target.Address, "--insecure", "--path", "/a[k=v]/b", "--path", "c", "--prefix", "openconfig:/x", "--target", "edge1", "--type", "config", "--depth", "2", "--model", "m");
        await GnmiRun.RunAsync("get", target.Address, "--insecure", "--path", "/", "--encoding", "PROTO");

        var first = GetRequest.Parser.ParseFrom(target.Requests.First());
        Assert.Equal(
            ("openconfig", "edge1", GetRequest.Types.DataType.Config, Collector.Gnmi.Protocol.Encoding.JsonIetf, 2u, "m"),
            (first.Prefix.Origin, first.Prefix.Target, first.Type, first.Encoding, first.Extension.Single().Depth.Level, first.UseModels.Single().Name));
        Assert.Equal([PathOf("/a[k=v]/b"), PathOf("/c")], first.Path);
        var second = GetRequest.Parser.ParseFrom(target.Requests.Last());
        Assert.Equal((null, Collector.Gnmi.Protocol.Encoding.Proto), (second.Prefix, second.Encoding));
        Assert.Equal(3, target.Headers.Count); // Capabilities was not asked when the encoding was given
    }
}
