using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Testing;

/// <summary>
/// A device written down as a text file: lines as snmpwalk prints them, <c>1.3.6.1.2.1.1.3.0 = Timeticks: 100</c>, so that a test's device can be read.
/// </summary>
/// <remarks>
/// A line <c>[1.3.6.1.2.1.2.2.1]</c> sets what goes before the names that begin with a dot. In a STRING, <c>\"</c>, <c>\\</c>, <c>\n</c>, <c>\r</c>, <c>\t</c> and
/// <c>\xFF</c> are escapes; everything else is UTF-8. A name that comes twice is an error.
/// </remarks>
public static class DeviceWalk
{
    /// <summary>The objects of a file.</summary>
    public static IReadOnlyList<AgentVarbind> Read(string path) => Parse(File.ReadAllText(path));

    /// <summary>The objects of a text.</summary>
    public static IReadOnlyList<AgentVarbind> Parse(string text)
    {
        var (prefix, number) = ("", 0);
        var names = new HashSet<Oid>();
        var objects = new List<AgentVarbind>();
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == '[' && line[^1] == ']')
            {
                prefix = line[1..^1];
                continue;
            }

            try
            {
                var parts = line.Split(" = ", 2);
                var name = Oid.Parse(parts[0][0] == '.' ? prefix + parts[0] : parts[0]);
                if (!names.Add(name)) throw new FormatException($"{name} comes twice");
                var (type, content) = Value(parts[1]);
                objects.Add(new AgentVarbind(name, type, content));
            }
            catch (Exception error) when (error is FormatException or IndexOutOfRangeException or OverflowException)
            {
                throw new FormatException($"line {number}: {line}: {error.Message}", error);
            }
        }

        return objects;
    }

    private static (SmiType Type, byte[] Content) Value(string written)
    {
        if (written == "NULL") return (SmiType.Null, []);
        var (kind, text) = Split(written);
        return kind switch
        {
            "INTEGER" => (SmiType.Integer32, Signed(text)),
            "Counter32" => (SmiType.Counter32, Unsigned(text, uint.MaxValue)),
            "Gauge32" => (SmiType.Gauge32, Unsigned(text, uint.MaxValue)),
            "Timeticks" => (SmiType.TimeTicks, Unsigned(text, uint.MaxValue)),
            "Counter64" => (SmiType.Counter64, Unsigned(text, ulong.MaxValue)),
            "STRING" => (SmiType.OctetString, Unquote(text)),
            "Hex-STRING" => (SmiType.OctetString, Octets(text)),
            "OID" => (SmiType.ObjectIdentifier, Oid.Parse(text).Encoded.ToArray()),
            "IpAddress" => (SmiType.IpAddress, IPAddress.Parse(text).GetAddressBytes()),
            "Opaque" => (SmiType.Opaque, Opaque(text)),
            _ => throw new FormatException($"what is {kind}?"),
        };
    }

    private static (string Before, string After) Split(string text)
    {
        var parts = text.Split(": ", 2);
        return parts.Length == 2 ? (parts[0], parts[1]) : throw new FormatException("no type");
    }

    private static byte[] Signed(string text)
    {
        var content = new byte[BerInteger.MaxSize];
        return content[..BerInteger.WriteSigned(content, long.Parse(text, CultureInfo.InvariantCulture))];
    }

    private static byte[] Unsigned(string text, ulong most)
    {
        var content = new byte[BerInteger.MaxSize];
        var value = ulong.Parse(text, CultureInfo.InvariantCulture);
        return value <= most ? content[..BerInteger.WriteUnsigned(content, value)] : throw new FormatException("too large");
    }

    /// <summary>Floats travel as net-snmp sends them: a tag and a length of their own within the Opaque.</summary>
    private static byte[] Opaque(string written)
    {
        var (kind, text) = Split(written);
        if (kind == "Hex") return Octets(text);
        var isDouble = kind == "Double";
        if (!isDouble && kind != "Float") throw new FormatException($"what is Opaque {kind}?");
        byte[] content = isDouble ? [0x9F, 0x79, 8, 0, 0, 0, 0, 0, 0, 0, 0] : [0x9F, 0x78, 4, 0, 0, 0, 0];
        if (isDouble) BinaryPrimitives.WriteDoubleBigEndian(content.AsSpan(3), double.Parse(text, CultureInfo.InvariantCulture));
        else BinaryPrimitives.WriteSingleBigEndian(content.AsSpan(3), float.Parse(text, CultureInfo.InvariantCulture));
        return content;
    }

    private static byte[] Octets(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));

    private static byte[] Unquote(string quoted)
    {
        if (quoted.Length < 2 || quoted[0] != '"' || quoted[^1] != '"') throw new FormatException("no quotes");
        var octets = new List<byte>();
        var text = quoted[1..^1];
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && text[i] != '\\') i++;
            octets.AddRange(Encoding.UTF8.GetBytes(text[start..i]));
            if (i == text.Length) break;
            if (++i == text.Length) throw new FormatException("a backslash at the end");
            octets.Add(text[i] switch
            {
                'n' => (byte)'\n',
                'r' => (byte)'\r',
                't' => (byte)'\t',
                '"' or '\\' => (byte)text[i],
                'x' when i + 2 < text.Length => byte.Parse(text.AsSpan((i += 2) - 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                _ => throw new FormatException($"what is \\{text[i]}?"),
            });
        }

        return [.. octets];
    }
}
