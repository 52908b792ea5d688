using System.Globalization;
using System.Text;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Explaining;

/// <summary>Shows values as they came over the wire, whatever a metric makes of them.</summary>
internal static class WireText
{
    private const int Longest = 64;

    /// <summary>The type in the words of RFC 2578 section 2.</summary>
    public static string TypeOf(SmiType type) => type switch
    {
        SmiType.Integer32 => "INTEGER",
        SmiType.OctetString => "OCTET STRING",
        SmiType.Null => "NULL",
        SmiType.ObjectIdentifier => "OBJECT IDENTIFIER",
        SmiType.NoSuchObject => "noSuchObject",
        SmiType.NoSuchInstance => "noSuchInstance",
        SmiType.EndOfMibView => "endOfMibView",
        _ when Enum.IsDefined(type) => type.ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"type 0x{(byte)type:X2}"),
    };

    /// <summary>The value, shortened when it is long; octets as text when they are some.</summary>
    public static string ValueOf(in SnmpValue value)
    {
        if (value.Type == SmiType.OctetString) return Octets(value.Content);
        if (value.Type == SmiType.ObjectIdentifier) return Cut(Oid.Format(value.Content));
        if (value.Type == SmiType.IpAddress && value.Content.Length is 4 or 16) return new System.Net.IPAddress(value.Content).ToString();
        if (value.TryGetInt64(out var signed)) return signed.ToString(CultureInfo.InvariantCulture);
        if (value.TryGetUInt64(out var unsigned)) return unsigned.ToString(CultureInfo.InvariantCulture);
        return value.TryGetOpaqueDouble(out var real) ? real.ToString(CultureInfo.InvariantCulture) : Octets(value.Content);
    }

    public static InstanceExplanation Instance(ReadOnlySpan<byte> name, in SnmpValue value) => new(Oid.Format(name), TypeOf(value.Type), ValueOf(value));

    /// <summary>Whether metrics of numeric types take something else than 0 from it.</summary>
    public static bool IsNumber(in SnmpValue value) => value.TryGetInt64(out _) || value.TryGetUInt64(out _) || value.TryGetOpaqueDouble(out _);

    private static string Octets(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty) return "";
        var text = Encoding.UTF8.GetString(octets[..Math.Min(octets.Length, 4 * Longest)]);
        if (octets.Length > 4 * Longest) text = text.TrimEnd((char)Rune.ReplacementChar.Value); // where it was cut
        if (IsPrintable(text)) return Cut(text);
        var shown = octets[..Math.Min(octets.Length, Longest / 2)];
        return $"0x{Convert.ToHexString(shown)}{(shown.Length < octets.Length ? string.Create(CultureInfo.InvariantCulture, $"… ({octets.Length} octets)") : "")}";
    }

    private static bool IsPrintable(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || Rune.IsControl(rune)) return false;
        }

        return true;
    }

    private static string Cut(string text)
    {
        if (text.Length <= Longest) return text;
        var length = char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1;
        return text[..length] + "…";
    }
}
