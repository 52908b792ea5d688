using System.Collections.Concurrent;
using System.Text;

namespace Collector.Gnmi.Mapping.Json;

/// <summary>Which members are the keys of a list's entries: what the user says, then what OpenConfig's models say, then what keys are mostly called.</summary>
/// <remarks>Any thread. JSON does not tell keys from other members, and we have no models. Lists are told apart by their bare names.</remarks>
internal sealed class ListKeys
{
    private const int MostLists = 4096; // a device chooses the names of what we remember
    private const int LongestName = 128;

    /// <summary>Alone a key, from the most to the least likely.</summary>
    private static readonly string[] Usual = ["name", "id", "index", "identifier", "key", "address", "ip", "ip-address", "prefix", "sequence-id", "uuid", "mac-address"];

    /// <summary>Keys that lists call after themselves: <c>neighbor-address</c>.</summary>
    private static readonly string[] OwnEndings = ["-name", "-id", "-index", "-number", "-address", "-key"];

    // Of OpenConfig's lists those that the usual names would get wrong.
    private static readonly Dictionary<string, string[][]> Known = new(StringComparer.Ordinal)
    {
        ["protocol"] = [["identifier", "name"]],
        ["acl-set"] = [["name", "type"]],
        ["neighbor"] = [["neighbor-address"], ["ip"], ["router-id"], ["id"]],
        ["adjacency"] = [["system-id"]],
        ["address"] = [["ip"]],
        ["area"] = [["identifier"]],
        ["member"] = [["interface"]],
        ["vrrp-group"] = [["virtual-router-id"]],
        ["process"] = [["pid"]],
        ["user"] = [["username"]],
        ["remote-server"] = [["host"]],
        ["peer"] = [["local-discriminator"]],
        ["route"] = [["prefix", "path-id"], ["prefix"]],
        ["entry"] = [["mac-address", "vlan"], ["mac-address"]],
        ["tlv"] = [["oui", "oui-subtype", "type"], ["type"]],
        ["table-connection"] = [["address-family", "dst-protocol", "src-protocol"]],
        ["table"] = [["address-family", "protocol"]],
    };

    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _configured;
    private readonly ConcurrentDictionary<string, ListKeyPlan> _plans = new(StringComparer.Ordinal);
    private readonly ListKeyPlan _unknown;

    /// <param name="configured">Keys by the list's bare name.</param>
    public ListKeys(IReadOnlyDictionary<string, IReadOnlyList<string>> configured)
    {
        _configured = configured;
        _unknown = Plan("");
    }

    /// <summary>Without a word from the user.</summary>
    public static ListKeys BuiltIn { get; } = new(new Dictionary<string, IReadOnlyList<string>>());

    /// <param name="list">UTF-8, without a module.</param>
    public ListKeyPlan For(ReadOnlySpan<byte> list)
    {
        if (list.Length > LongestName) return _unknown;
        Span<char> text = stackalloc char[LongestName];
        ReadOnlySpan<char> name = text[..Encoding.UTF8.GetChars(list, text)];
        if (_plans.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var plan)) return plan;
        return _plans.Count < MostLists ? _plans.GetOrAdd(name.ToString(), Plan) : _unknown;
    }

    private ListKeyPlan Plan(string list)
    {
        IEnumerable<IEnumerable<string>> sets = _configured.TryGetValue(list, out var configured) ? [configured] : [];
        if (Known.TryGetValue(list, out var known)) sets = sets.Concat(known);
        sets = sets.Concat(Usual[..3].Select(name => (string[])[name]));
        if (list.Length > 0) sets = sets.Concat(OwnEndings.Select(ending => (string[])[list + ending]));
        return new ListKeyPlan(sets.Concat(Usual[3..].Select(name => (string[])[name])));
    }
}
