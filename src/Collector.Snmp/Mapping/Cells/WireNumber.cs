using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>The number in a varbind, as snmp_exporter understands it for every numeric type.</summary>
internal static class WireNumber
{
    private const ulong LargestExact = (1UL << 53) - 1;

    /// <summary>What is no number (a string, an OID, NULL) counts as 0. False for an integer that is broken.</summary>
    /// <param name="value">The value.</param>
    /// <param name="wraps">Whether a Counter64 begins anew at 2^53, <see cref="MappingOptions.WrapLargeCounters"/>.</param>
    /// <param name="number">The number.</param>
    public static bool TryRead(in SnmpValue value, bool wraps, out double number)
    {
        number = 0;
        if (value.IsUnsigned)
        {
            var isWhole = TryReadUnsigned(value, wraps, out var unsigned);
            number = unsigned;
            return isWhole;
        }

        if (value.Type != SmiType.Integer32) return value.TryGetOpaqueDouble(out number) || number == 0;
        var isSigned = value.TryGetInt64(out var signed);
        number = signed;
        return isSigned;
    }

    /// <summary>An unsigned type: a Counter64 wrapped when that is asked for, TimeTicks and UInteger32 cut to their 32 bits, others as large as they came.</summary>
    public static bool TryReadUnsigned(in SnmpValue value, bool wraps, out ulong number)
    {
        number = 0;
        if (!value.IsUnsigned || !value.TryGetUInt64(out number)) return false;
        if (value.Type == SmiType.Counter64 && wraps) number &= LargestExact;
        else if (value.Type is SmiType.TimeTicks or SmiType.UInteger32) number = (uint)number;
        return true;
    }
}
