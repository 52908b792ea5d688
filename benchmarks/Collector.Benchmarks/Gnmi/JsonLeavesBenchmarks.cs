using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Collector.Gnmi.Mapping.Json;
using Collector.Gnmi.Mapping.Values;

namespace Collector.Benchmarks.Gnmi;

/// <summary>A whole interface table as one JSON value: 50 interfaces with 8 counters each, walked and converted. Allocates nothing.</summary>
[MemoryDiagnoser]
public class JsonLeavesBenchmarks
{
    private const int Interfaces = 50;
    private const int Leaves = 8;

    private readonly JsonLeaves _walker = new(ListKeys.BuiltIn);
    private byte[] _json = [];

    /// <summary>JSON_IETF has 64-bit integers as strings; and whether the key comes before or behind the other members.</summary>
    [Params("json", "json_ietf", "json, key last")]
    public string Form { get; set; } = "json";

    [GlobalSetup]
    public void Write()
    {
        var quote = Form == "json_ietf" ? "\"" : "";
        var entries = Enumerable.Range(0, Interfaces).Select(i =>
        {
            var counters = Enumerable.Range(0, Leaves).Select(leaf => string.Create(CultureInfo.InvariantCulture, $"\"in-octets-{leaf}\":{quote}{1_000_000_000_000 + i * leaf}{quote}"));
            var (name, state) = ($"\"name\":\"Ethernet1/{i}\"", $"\"state\":{{\"counters\":{{{string.Join(',', counters)}}}}}");
            return Form == "json, key last" ? $"{{{state},{name}}}" : $"{{{name},{state}}}";
        });
        _json = Encoding.UTF8.GetBytes($"{{\"openconfig-interfaces:interface\":[{string.Join(',', entries)}]}}");
    }

    [Benchmark(OperationsPerInvoke = Interfaces * Leaves)]
    public ulong Walk()
    {
        var summing = new Summing();
        _walker.Walk(_json, Form == "json_ietf", default, ref summing);
        return summing.Sum;
    }

    private struct Summing : IJsonLeafVisitor
    {
        public ulong Sum { get; private set; }

        public readonly void EnterContainer(ReadOnlySpan<byte> name)
        {
        }

        public readonly void EnterListEntry(ReadOnlySpan<byte> name, JsonListKeys keys)
        {
        }

        public readonly void Leave()
        {
        }

        public void Leaf(ReadOnlySpan<byte> name, in LeafValue value)
        {
            if (ValueConversion.TryConvert(value, ValueRule.Plain, out var sample)) Sum += sample.Bits;
        }
    }
}
