using System.Globalization;
using System.Text.RegularExpressions;

namespace Collector.Interop.Tests.NetSnmp;

/// <summary>What snmpwalk printed: values by instance, as <c>1.3.6.1.2.1.1.3.0</c>.</summary>
internal sealed partial class Walk
{
    private readonly SortedDictionary<string, WalkedValue> _values = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, WalkedValue> Values => _values;

    /// <summary>The instances of an object and their values.</summary>
    public IEnumerable<(string Index, WalkedValue Value)> Of(string oid) =>
        _values.Where(pair => pair.Key.StartsWith(oid + ".", StringComparison.Ordinal)).Select(pair => (pair.Key[(oid.Length + 1)..], pair.Value));

    public void Read(string output)
    {
        // snmpwalk GETs what it cannot walk, and prints the exception that it got for what is not there at all.
        foreach (var line in Line().Matches(output).Where(line => !line.Groups["value"].Value.StartsWith("No Such ", StringComparison.Ordinal)))
            _values[line.Groups["oid"].Value] = Value(line.Groups["type"].Value, line.Groups["value"].Value);
    }

    private static WalkedValue Value(string type, string text) => type switch
    {
        "Hex-STRING: " => new WalkedValue { Octets = [.. text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(octet => byte.Parse(octet, NumberStyles.HexNumber))] },
        "OID: " => new WalkedValue { Oid = text.Trim().TrimStart('.') },
        "" when text.Trim() == "\"\"" => new WalkedValue { Octets = [] },
        // TimeTicks have no type in front when they are printed as a number.
        "" or "INTEGER: " or "Counter32: " or "Counter64: " or "Gauge32: " or "Opaque: Float: " => new WalkedValue { Number = double.Parse(text) },
        _ => throw new FormatException($"snmpwalk printed {type}{text}"),
    };

    // Strings go over several lines, which do not begin with an OID.
    [GeneratedRegex(@"^\.(?<oid>[0-9.]+) = (?<type>([A-Z][\w-]*: )*)(?<value>.*(\n(?!\.).+)*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
