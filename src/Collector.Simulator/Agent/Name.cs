using Collector.Snmp.Ber;

namespace Collector.Simulator.Agent;

/// <summary>Composes the name of an instance: the column's OID and the index of its row.</summary>
internal static class Name
{
    /// <summary>Content octets; our columns have at most 16, an index at most 5.</summary>
    public const int Longest = 32;

    public static int Write(Span<byte> into, ReadOnlySpan<byte> prefix, uint index)
    {
        prefix.CopyTo(into);
        return prefix.Length + Oid.WriteSubId(into[prefix.Length..], index);
    }
}
