using System.Collections.Frozen;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Modules;

/// <summary>Gives equal parts of a configuration one instance: a generated file repeats the same indexes, lookups, texts and enumerations for each column.</summary>
/// <remarks>For one load, one thread. What is handed out must not be changed.</remarks>
internal sealed class SharedParts
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<Oid, Oid> _oids = [];
    private readonly Dictionary<IReadOnlyDictionary<long, string>, IReadOnlyDictionary<long, string>> _names = new(new SameNames());
    private readonly Dictionary<IReadOnlyList<string>, IReadOnlyList<string>> _labels = new(new SameItems<string>());
    private readonly Dictionary<IReadOnlyList<IndexOptions>, IReadOnlyList<IndexOptions>> _indexes = new(new SameItems<IndexOptions>());
    private readonly Dictionary<IReadOnlyList<LookupOptions>, IReadOnlyList<LookupOptions>> _lookups = new(new SameItems<LookupOptions>());

    public string Text(string text) => Share(_texts, text);

    public Oid Oid(Oid oid) => Share(_oids, oid);

    public IReadOnlyList<string> Labels(IReadOnlyList<string> labels) => labels.Count == 0 ? [] : Share(_labels, [.. labels.Select(Text)]);

    public IReadOnlyDictionary<long, string> Names(Dictionary<long, string> names)
    {
        if (names.Count == 0) return FrozenDictionary<long, string>.Empty;
        if (_names.TryGetValue(names, out var known)) return known;
        names.TrimExcess();
        return _names[names] = names;
    }

    /// <summary>The parts of each must be shared already, because records compare those by reference.</summary>
    public IReadOnlyList<IndexOptions> Indexes(IReadOnlyList<IndexOptions> indexes) => indexes.Count == 0 ? [] : Share(_indexes, indexes);

    /// <inheritdoc cref="Indexes"/>
    public IReadOnlyList<LookupOptions> Lookups(IReadOnlyList<LookupOptions> lookups) => lookups.Count == 0 ? [] : Share(_lookups, lookups);

    private static T Share<T>(Dictionary<T, T> known, T part) where T : notnull
    {
        if (known.TryGetValue(part, out var first)) return first;
        known.Add(part, part);
        return part;
    }

    private sealed class SameItems<T> : IEqualityComparer<IReadOnlyList<T>>
    {
        public bool Equals(IReadOnlyList<T>? one, IReadOnlyList<T>? other) => one!.SequenceEqual(other!);

        public int GetHashCode(IReadOnlyList<T> items)
        {
            var hash = default(HashCode);
            foreach (var item in items) hash.Add(item);
            return hash.ToHashCode();
        }
    }

    private sealed class SameNames : IEqualityComparer<IReadOnlyDictionary<long, string>>
    {
        public bool Equals(IReadOnlyDictionary<long, string>? one, IReadOnlyDictionary<long, string>? other) =>
            one!.Count == other!.Count && one.All(entry => other.TryGetValue(entry.Key, out var name) && name == entry.Value);

        public int GetHashCode(IReadOnlyDictionary<long, string> names)
        {
            var hash = names.Count; // whatever the order
            foreach (var (code, name) in names) hash ^= HashCode.Combine(code, name);
            return hash;
        }
    }
}
