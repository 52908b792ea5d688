using System.Buffers.Binary;
using Collector.Pipeline.Store;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>Metric type `DateAndTime` (RFC 2579): 8 octets are UTC, 11 have a zone, anything else is no time and shows nothing. Cells are Unix seconds.</summary>
internal sealed class DateAndTimeMapping(Scaling scaling) : CellMapping
{
    /// <inheritdoc/>
    public override string Takes => "a date takes 8 octets, or 11 with a time zone";

    /// <inheritdoc/>
    public override bool TryMap(in SnmpValue value, TableSnapshot staging, out ulong cell)
    {
        cell = 0;
        var octets = value.Content;
        if (value.Type != SmiType.OctetString || octets.Length is not (8 or 11) || !TryReadZone(octets[8..], out var zone)) return false;
        // Octet 7 has tenths; they count where there are ten or more of them.
        var seconds = CivilTime.ToUnixSeconds(BinaryPrimitives.ReadUInt16BigEndian(octets), octets[2], octets[3], octets[4], octets[5], octets[6] + octets[7] / 10);
        cell = scaling.Apply(seconds - zone);
        return true;
    }

    /// <summary>Seconds east of UTC: direction, hours, minutes.</summary>
    private static bool TryReadZone(ReadOnlySpan<byte> octets, out int seconds)
    {
        seconds = 0;
        if (octets.IsEmpty) return true;
        if (octets[0] is not ((byte)'+' or (byte)'-') || octets[1] > 24 || octets[2] > 60) return false; // as far as Go's reading of zones goes
        seconds = octets[1] * 3600 + octets[2] * 60;
        if (octets[0] == '-') seconds = -seconds;
        return true;
    }
}
