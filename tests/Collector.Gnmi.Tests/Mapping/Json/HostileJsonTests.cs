using System.Text;
using Collector.Gnmi.Mapping.Json;
using Collector.Gnmi.Mapping.Values;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Gnmi.Tests.Mapping.Json;

public sealed class HostileJsonTests
{
    private const string Example = """
        {"openconfig-interfaces:interfaces":{"interface":[{"name":"Ethernet1\/1","config":{"enabled":true,"mtu":9214},"state":{"counters":{"in-octets":"18446744073709551615",
        "in-rate":-12.5e3},"oper-status":"UP","tags":["a","\u00e9"],"present":[null]},"subinterfaces":{"subinterface":[{"index":0,"x":null},{"x":1,"index":1}]}}]}}
        """;

    [Fact]
    public void Random_bytes_never_throw() =>
        Prop.ForAll<byte[], bool>((bytes, isIetf) => RecordedLeaves.Of(bytes, isIetf).Outcome <= JsonOutcome.TooLarge).AlwaysHolds();

    [Fact]
    public void Random_tokens_never_throw()
    {
        var token = Gen.Elements("{", "}", "[", "]", ",", ":", "\"name\"", "\"a\"", "1", "-2.5", "null", "true", "\"\\ud800\"", " ", "{\"name\":\"x\"}", "[{\"id\":1}]", "\"", "\\");
        Prop.ForAll(token.ListOf().ToArbitrary(), tokens => RecordedLeaves.Of(string.Concat(tokens)).Outcome <= JsonOutcome.TooLarge).AlwaysHolds();
    }

    [Fact]
    public void Every_cut_and_every_changed_byte_is_walked_or_refused()
    {
        var example = Encoding.UTF8.GetBytes(Example);
        for (var i = 0; i < example.Length; i++)
        {
            RecordedLeaves.Of(example.AsSpan(0, i));
            foreach (var other in "\0\"\\{}[],:0-.eu \u00ff\u0080"u8)
            {
                var changed = example.ToArray();
                changed[i] = other;
                RecordedLeaves.Of(changed);
            }
        }
    }

    [Fact]
    public void Every_value_that_was_written_is_handed_out()
    {
        var name = Gen.Elements("name", "id", "a", "b", "x:c", "é\"");
        var text = ArbMap.Default.ArbFor<NonNull<string>>().Generator.Select(t => t.Get.Replace('\0', ' '));
        var json = Gen.Sized(size => Json(name, text, Math.Min(size, 5)));
        Prop.ForAll(json.ToArbitrary(), written =>
        {
            var (outcome, leaves) = RecordedLeaves.Of(written.Text);
            Assert.Equal(JsonOutcome.Walked, outcome);
            Assert.Equal(written.Leaves, leaves.Count);
        }).AlwaysHolds();
    }

    [Fact]
    public void Walking_allocates_nothing()
    {
        var walker = new JsonLeaves(ListKeys.BuiltIn);
        var json = Encoding.UTF8.GetBytes(Example);
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            var counter = new Counter();
            walker.Walk(json, isIetf: true, default, ref counter);
        }));
    }

    private static Gen<(string Text, int Leaves)> Json(Gen<string> name, Gen<string> text, int depth)
    {
        var scalar = Gen.OneOf(Gen.Elements("1", "-5", "2.5", "true", "[null]", "[1,2]"), text.Select(t => System.Text.Json.JsonSerializer.Serialize(t))).Select(value => (value, 1));
        if (depth == 0) return scalar;
        var member = Gen.Zip(name, Json(name, text, depth - 1)).Select(pair => (Text: System.Text.Json.JsonSerializer.Serialize(pair.Item1) + ":" + pair.Item2.Item1, Leaves: pair.Item2.Item2));
        var node = member.ListOf(3).Select(members => (Text: "{" + string.Join(',', members.Select(m => m.Text)) + "}", Leaves: members.Sum(m => m.Leaves)));
        var list = node.ListOf(2).Select(entries => (Text: "[" + string.Join(',', entries.Select(e => e.Text)) + "]", Leaves: entries.Sum(e => e.Leaves)));
        return Gen.OneOf(scalar, node, list);
    }

    private struct Counter : IJsonLeafVisitor
    {
        public int Count { get; private set; }

        public void EnterContainer(ReadOnlySpan<byte> name) => Count++;

        public void EnterListEntry(ReadOnlySpan<byte> name, JsonListKeys keys) => Count++;

        public void Leave() => Count++;

        public void Leaf(ReadOnlySpan<byte> name, in LeafValue value) => Count++;
    }
}
