using Collector.Snmp.Modules;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>The labels of a table as its module is compiled: applies indexes, lookups and removals in the order written, so that the last one counts.</summary>
internal sealed class LabelDraft
{
    private readonly Dictionary<string, PlannedLabel> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeyPart> _keys = new(StringComparer.Ordinal); // a removed label still names rows

    public LabelDraft(IReadOnlyList<IndexOptions> indexes, IReadOnlyList<LookupOptions> lookups)
    {
        for (var i = 0; i < indexes.Count; i++)
        {
            _labels[indexes[i].LabelName] = new PlannedLabel(indexes[i].LabelName, i, -1);
            _keys[indexes[i].LabelName] = new KeyPart(i, -1, null);
        }

        foreach (var lookup in lookups)
        {
            if (lookup.IsRemoval) _labels.Remove(lookup.LabelName);
            else Apply(lookup, indexes.Count);
        }
    }

    public List<LookupDraft> Lookups { get; } = [];

    /// <summary>What remains.</summary>
    public IReadOnlyCollection<PlannedLabel> Labels => _labels.Values;

    public bool Has(string name) => _labels.ContainsKey(name);

    private void Apply(LookupOptions lookup, int indexes)
    {
        var key = lookup.Labels.Select(label => _keys.GetValueOrDefault(label)).OfType<KeyPart>().ToArray();
        var isOwnRow = indexes > 0 && key.Select(part => part.Index).SequenceEqual(Enumerable.Range(0, indexes));
        _labels[lookup.LabelName] = new PlannedLabel(lookup.LabelName, -1, Lookups.Count);
        _keys[lookup.LabelName] = new KeyPart(-1, Lookups.Count, _keys.GetValueOrDefault(lookup.LabelName));
        Lookups.Add(new LookupDraft(lookup, key, isOwnRow));
    }
}

/// <summary>A lookup before it is known where its values will be.</summary>
/// <param name="Options">As written.</param>
/// <param name="Key">What names the row it is looked up in.</param>
/// <param name="IsOwnRow">Whether that row has the same index as the row itself.</param>
internal sealed record LookupDraft(LookupOptions Options, IReadOnlyList<KeyPart> Key, bool IsOwnRow);
