using System.Buffers.Binary;
using Collector.Pipeline.Store;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>Metric type `NTPTimeStamp` (RFC 5905 section 6): seconds since 1900, and a fraction that is not used. Cells are Unix seconds.</summary>
internal sealed class NtpTimeMapping(Scaling scaling) : CellMapping
{
    private const double From1900To1970 = 2_208_988_800;

    /// <inheritdoc/>
    public override string Takes => "a timestamp takes 8 octets or more";

    /// <inheritdoc/>
    public override bool TryMap(in SnmpValue value, TableSnapshot staging, out ulong cell)
    {
        cell = 0;
        if (value.Type != SmiType.OctetString || value.Content.Length < 8) return false;
        cell = scaling.Apply(BinaryPrimitives.ReadUInt32BigEndian(value.Content) - From1900To1970);
        return true;
    }
}
