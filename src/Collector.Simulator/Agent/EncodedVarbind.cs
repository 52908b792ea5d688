using Collector.Simulator.Mib;
using Collector.Snmp.Ber;

namespace Collector.Simulator.Agent;

/// <summary>Composes a varbind with a number in one go: the general writer sizes every part twice, and numbers are nearly all that is asked for.</summary>
internal static class EncodedVarbind
{
    /// <summary>Two octets each for varbind, name and value, and their contents: all lengths are in the short form.</summary>
    public const int Longest = 6 + Name.Longest + BerInteger.MaxSize;

    /// <summary>Returns how many octets of <paramref name="into"/> the varbind takes.</summary>
    public static int Write(Span<byte> into, Column column, uint index, ulong value)
    {
        var nameLength = Name.Write(into[4..], column.Prefix, index);
        var at = 4 + nameLength;
        var valueLength = column.Type == Snmp.Messages.SmiType.Integer32
            ? BerInteger.WriteSigned(into[(at + 2)..], unchecked((long)value))
            : BerInteger.WriteUnsigned(into[(at + 2)..], value);
        into[at] = (byte)column.Type;
        into[at + 1] = (byte)valueLength;
        into[0] = BerTag.Sequence;
        into[1] = (byte)(at + valueLength); // less the first two octets, plus those before the value
        into[2] = BerTag.ObjectIdentifier;
        into[3] = (byte)nameLength;
        return at + 2 + valueLength;
    }
}
