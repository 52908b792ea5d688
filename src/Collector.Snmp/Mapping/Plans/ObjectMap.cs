using Collector.Snmp.Ber;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>A module's objects in OID order: which of them a name is an instance of.</summary>
/// <remarks>Immutable; any thread. No object's OID is a prefix of another's, as the compiler sees to.</remarks>
internal sealed class ObjectMap
{
    private readonly MappedObject[] _objects;

    public ObjectMap(IEnumerable<MappedObject> objects)
    {
        _objects = [.. objects.OrderBy(mapped => mapped.Name)];
        var uses = new List<MappedObject>();
        for (var position = 0; position < _objects.Length; position++)
        {
            for (var use = _objects[position]; use is not null; use = use.Also)
            {
                use.Position = position;
                uses.Add(use);
            }
        }

        Uses = [.. uses];
    }

    public IReadOnlyList<MappedObject> Objects => _objects;

    /// <summary>The same, for loops that must not allocate.</summary>
    public ReadOnlySpan<MappedObject> All => _objects;

    /// <summary>The objects once for each table that has a use for them.</summary>
    public MappedObject[] Uses { get; }

    /// <summary>The objects of which something at or below one of these names may be an instance.</summary>
    public ObjectSet SetOf(params ReadOnlySpan<Oid> names)
    {
        var set = new ObjectSet(_objects.Length);
        set.Clear();
        foreach (var name in names)
        {
            foreach (var mapped in _objects)
            {
                if (name.IsPrefixOf(mapped.Name) || mapped.Name.IsPrefixOf(name)) set.Add(mapped);
            }
        }

        return set;
    }

    /// <summary>The object that <paramref name="name"/> is an instance of.</summary>
    /// <param name="name">A name's octets.</param>
    /// <param name="near">The object of the name before: a walk goes on with it or with the one after it.</param>
    public MappedObject? Find(ReadOnlySpan<byte> name, MappedObject? near)
    {
        if (near is not null)
        {
            if (name.StartsWith(near.Prefix)) return near;
            if (near.Position + 1 < _objects.Length && name.StartsWith(_objects[near.Position + 1].Prefix)) return _objects[near.Position + 1];
        }

        var (low, high) = (0, _objects.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Oid.Compare(_objects[middle].Prefix, name) <= 0) low = middle + 1;
            else high = middle;
        }

        return low > 0 && name.StartsWith(_objects[low - 1].Prefix) ? _objects[low - 1] : null;
    }
}
