namespace Collector.Pipeline.Configuration;

/// <summary>Gathers the entries of one mapping while it is read: reports keys written twice, and adds merged keys behind the written ones.</summary>
internal sealed class MappingEntries(ConfigurationProblems problems)
{
    // Most mappings have a handful of keys; a scan is then cheaper than a dictionary.
    private const int FewEnoughToScan = 12;

    private readonly List<YamlEntry> _entries = [];
    private Dictionary<string, YamlScalar>? _index;
    private List<(YamlScalar Key, YamlNode Value)>? _merges;

    public void Add(YamlNode key, YamlNode value)
    {
        if (key is not YamlScalar scalar || scalar.IsNull)
        {
            problems.Error(key.Position, $"{key.Kind} cannot be a key");
            return;
        }

        if (scalar is { IsPlain: true, Text: "<<" }) (_merges ??= []).Add((scalar, value));
        else if (Find(scalar.Text) is { } first) problems.Error(scalar.Position, $"key \"{KeyText.Shown(scalar.Text)}\" is already at line {first.Position.Line}");
        else Append(new(scalar, value));
    }

    public IReadOnlyList<YamlEntry> Merged()
    {
        // Keys of the mapping itself win over merged ones, and earlier merged mappings over later ones.
        foreach (var (key, value) in _merges ?? [])
        {
            if (value is YamlSequence sequence) foreach (var item in sequence.Items) Merge(key, item);
            else Merge(key, value);
        }

        return _entries;
    }

    private void Merge(YamlScalar key, YamlNode node)
    {
        if (node is not YamlMapping mapping)
        {
            // What an alias stands for is right where it is written; the mistake is here.
            var from = node.Position.Line == key.Position.Line ? "" : $" (from line {node.Position.Line})";
            problems.Error(key.Position, $"<< merges mappings, and this is {node.Kind}{from}");
            return;
        }

        foreach (var entry in mapping.Entries)
        {
            if (Find(entry.Key.Text) is null) Append(entry);
        }
    }

    private YamlScalar? Find(string key)
    {
        if (_index is not null) return _index.GetValueOrDefault(key);
        foreach (var entry in _entries)
        {
            if (entry.Key.Text == key) return entry.Key;
        }

        return null;
    }

    private void Append(YamlEntry entry)
    {
        _entries.Add(entry);
        if (_index is not null) _index.Add(entry.Key.Text, entry.Key);
        else if (_entries.Count > FewEnoughToScan) _index = _entries.ToDictionary(e => e.Key.Text, e => e.Key, StringComparer.Ordinal);
    }
}
