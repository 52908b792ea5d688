using Collector.Snmp.Ber;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Snmp.Tests.Ber;

/// <summary>Generates arcs and names: small and huge sub-identifiers, often with a common beginning.</summary>
internal static class RandomOids
{
    private static readonly uint[] Edges = [0, 1, 39, 40, 127, 128, 16383, 16384, 2097151, 2097152, 268435455, 268435456, int.MaxValue, uint.MaxValue];

    private static Gen<uint> Arc =>
        Gen.Frequency(
            (3, Gen.Choose(0, 300).Select(arc => (uint)arc)),
            (2, Gen.Elements(Edges)),
            (1, Gen.Choose(int.MinValue, int.MaxValue).Select(arc => unchecked((uint)arc))));

    public static Gen<uint[]> Arcs =>
        from first in Gen.Choose(0, 2)
        from second in Gen.Choose(0, 39)
        from count in Gen.Frequency((9, Gen.Choose(0, 12)), (1, Gen.Choose(0, 126)))
        from rest in Arc.ArrayOf(count)
        select (uint[])[(uint)first, (uint)second, .. rest];

    public static Gen<Oid> Oids => Arcs.Select(arcs => Oid.Parse(string.Join('.', arcs)));

    /// <summary>Two names that part somewhere in the middle, or not at all.</summary>
    public static Gen<(uint[] Left, uint[] Right)> Pairs =>
        from common in Arcs
        from left in Arc.ArrayOf(3)
        from right in Arc.ArrayOf(3)
        from leftCount in Gen.Choose(0, 3)
        from rightCount in Gen.Choose(0, 3)
        where common.Length < 120
        select ((uint[])[.. common, .. left[..leftCount]], (uint[])[.. common, .. right[..rightCount]]);
}
