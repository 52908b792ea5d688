using System.Globalization;
using System.Text;
using Collector.Gnmi.Mapping.Json;
using Collector.Gnmi.Mapping.Values;

namespace Collector.Gnmi.Tests.Mapping.Json;

/// <summary>Writes down what a walk hands out: <c>interface[name=e1]/state/mtu = u 1500</c>.</summary>
internal readonly struct RecordedLeaves() : IJsonLeafVisitor
{
    private readonly List<string> _path = [];

    public List<string> Leaves { get; } = [];

    public int Depth => _path.Count;

    public static (JsonOutcome Outcome, IReadOnlyList<string> Leaves) Of(string json, bool isIetf = false, string name = "", ListKeys? keys = null) =>
        Of(Encoding.UTF8.GetBytes(json), isIetf, name, keys);

    public static (JsonOutcome Outcome, IReadOnlyList<string> Leaves) Of(ReadOnlySpan<byte> json, bool isIetf = false, string name = "", ListKeys? keys = null)
    {
        var leaves = new RecordedLeaves();
        var outcome = new JsonLeaves(keys ?? ListKeys.BuiltIn).Walk(json, isIetf, Encoding.UTF8.GetBytes(name), ref leaves);
        Assert.Equal(0, leaves.Depth); // whatever the end, what was entered was left
        return (outcome, leaves.Leaves);
    }

    public void EnterContainer(ReadOnlySpan<byte> name) => _path.Add(Encoding.UTF8.GetString(name));

    public void EnterListEntry(ReadOnlySpan<byte> name, JsonListKeys keys)
    {
        var entry = new StringBuilder(Encoding.UTF8.GetString(name));
        for (var i = 0; i < keys.Count; i++)
            entry.Append(CultureInfo.InvariantCulture, $"[{Encoding.UTF8.GetString(keys.Name(i))}={Encoding.UTF8.GetString(keys.Value(i))}]");
        _path.Add(entry.Append(keys.IsPosition ? "!" : "").ToString());
    }

    public void Leave() => _path.RemoveAt(_path.Count - 1);

    public void Leaf(ReadOnlySpan<byte> name, in LeafValue value)
    {
        var path = string.Join('/', [.. _path, Encoding.UTF8.GetString(name)]);
        Leaves.Add($"{path} = {Text(value)}");
    }

    private static string Text(in LeafValue value) => value.Kind switch
    {
        LeafValueKind.Unsigned => "u " + value.Bits.ToString(CultureInfo.InvariantCulture),
        LeafValueKind.Signed => "i " + ((long)value.Bits).ToString(CultureInfo.InvariantCulture),
        LeafValueKind.Double => "d " + BitConverter.UInt64BitsToDouble(value.Bits).ToString("R", CultureInfo.InvariantCulture),
        LeafValueKind.Bool => value.Bits == 1 ? "true" : "false",
        LeafValueKind.Nothing => "nothing",
        LeafValueKind.IetfText => "ietf " + Encoding.UTF8.GetString(value.Bytes),
        LeafValueKind.List => "list " + Encoding.UTF8.GetString(value.Bytes),
        _ => Encoding.UTF8.GetString(value.Bytes),
    };
}
