using System.Numerics;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>Some of a module's objects: a bit for each position in its <see cref="ObjectMap"/>.</summary>
/// <remarks>The target's lane only. Begins full.</remarks>
internal sealed class ObjectSet
{
    private readonly ulong[] _bits;
    private readonly int _objects;

    /// <param name="objects">How many objects the module has.</param>
    public ObjectSet(int objects)
    {
        _objects = objects;
        _bits = new ulong[(objects + 63) / 64];
        Fill();
    }

    /// <summary>How many objects the module has.</summary>
    public int Capacity => _objects;

    /// <summary>Whether every object is in it.</summary>
    public bool IsFull
    {
        get
        {
            for (var word = 0; word < _bits.Length; word++)
            {
                if (_bits[word] != AllOf(word)) return false;
            }

            return true;
        }
    }

    /// <summary>How many are in it.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _bits) count += BitOperations.PopCount(word);
            return count;
        }
    }

    public bool Contains(MappedObject mapped) => (_bits[mapped.Position >> 6] >> mapped.Position & 1) != 0;

    public void Add(MappedObject mapped) => _bits[mapped.Position >> 6] |= 1UL << mapped.Position;

    public void Remove(MappedObject mapped) => _bits[mapped.Position >> 6] &= ~(1UL << mapped.Position);

    public void Clear() => Array.Clear(_bits);

    /// <summary>Adds all of another set of the same module.</summary>
    public void UnionWith(ObjectSet other)
    {
        for (var word = 0; word < _bits.Length; word++) _bits[word] |= other._bits[word];
    }

    /// <summary>Becomes all that another set of the same module has not.</summary>
    public void BecomeOthersThan(ObjectSet other)
    {
        for (var word = 0; word < _bits.Length; word++) _bits[word] = AllOf(word) & ~other._bits[word];
    }

    /// <summary>Whether it has all objects of another set of the same module.</summary>
    public bool Includes(ObjectSet other)
    {
        for (var word = 0; word < _bits.Length; word++)
        {
            if ((other._bits[word] & ~_bits[word]) != 0) return false;
        }

        return true;
    }

    /// <summary>Whether it has any object of another set of the same module.</summary>
    public bool Overlaps(ObjectSet other)
    {
        for (var word = 0; word < _bits.Length; word++)
        {
            if ((_bits[word] & other._bits[word]) != 0) return true;
        }

        return false;
    }

    public void Fill()
    {
        for (var word = 0; word < _bits.Length; word++) _bits[word] = AllOf(word);
    }

    private ulong AllOf(int word) => _objects >= 64 * (word + 1) ? ulong.MaxValue : (1UL << (_objects & 63)) - 1;
}
