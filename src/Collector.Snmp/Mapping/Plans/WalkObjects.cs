using Collector.Snmp.Ber;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>The objects that one walk of a module reads.</summary>
/// <param name="First">The position of the first one in the module's <see cref="ObjectMap"/>; they are neighbours there.</param>
/// <param name="Count">How many there are.</param>
/// <param name="IsPlain">Whether all of them lie whole in the subtree, so that reading each of them is reading all that the module wants of it.</param>
internal readonly record struct WalkObjects(int First, int Count, bool IsPlain)
{
    public static WalkObjects Of(Oid root, ObjectMap map)
    {
        var (first, count, isPlain) = (0, 0, true);
        foreach (var mapped in map.Objects)
        {
            var isBelow = root.IsPrefixOf(mapped.Prefix);
            if (!isBelow && !mapped.Name.IsPrefixOf(root)) continue; // the map is in OID order, so what belongs together is together
            if (count++ == 0) first = mapped.Position;
            isPlain &= isBelow;
        }

        return new WalkObjects(first, count, isPlain);
    }
}
