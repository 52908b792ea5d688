using System.Globalization;
using System.Text;

namespace Collector.Interop.Tests.NetSnmp;

/// <summary>One value that snmpwalk printed: a number, octets, or an OID.</summary>
internal sealed record WalkedValue
{
    public double? Number { get; init; }

    public byte[]? Octets { get; init; }

    public string? Oid { get; init; }

    /// <summary>What snmp_exporter shows in a label for it.</summary>
    public string Text(bool isDisplayString)
    {
        if (Octets is { } octets) return isDisplayString ? Encoding.UTF8.GetString(octets) : octets.Length == 0 ? "" : "0x" + Convert.ToHexString(octets);
        return Oid ?? Number!.Value.ToString("0.######", CultureInfo.InvariantCulture);
    }

    /// <summary>Of a DateAndTime (RFC 2579): year, month, day, hour, minute and second, and with eleven octets how far its zone is from UTC.</summary>
    public double UnixSeconds()
    {
        var octets = Octets!;
        var zone = octets.Length < 11 ? TimeSpan.Zero : new TimeSpan(octets[9], octets[10], 0) * (octets[8] == '-' ? -1 : 1);
        return new DateTimeOffset(256 * octets[0] + octets[1], octets[2], octets[3], octets[4], octets[5], octets[6], zone).ToUnixTimeSeconds();
    }

    /// <summary>snmp_exporter takes six octets, and zeros for those that are not there: the loopback interface has none.</summary>
    public string Mac() => string.Join(':', Octets!.Concat(new byte[6]).Take(6).Select(octet => octet.ToString("X2", CultureInfo.InvariantCulture)));
}
