namespace Collector.Pipeline.Configuration;

/// <summary>Consumes a mapping key by key; at the end <see cref="RejectUnknown"/> reports the keys that nobody asked for.</summary>
/// <remarks>Every getter returns null (or an empty list) when the key is absent, null or wrong; wrong has then been reported. For one thread.</remarks>
public sealed class MappingReader
{
    private readonly YamlMapping _mapping;
    private readonly ConfigurationProblems _problems;
    private readonly NodeReader _values;
    private readonly bool[] _taken;
    private readonly List<string> _known = [];

    public MappingReader(YamlMapping mapping, ConfigurationProblems problems)
    {
        _mapping = mapping;
        _problems = problems;
        _values = new NodeReader(problems);
        _taken = new bool[mapping.Entries.Count];
    }

    public SourcePosition Position => _mapping.Position;

    /// <summary>A reader over a whole document. A null one (an empty file) reads as an empty mapping.</summary>
    public static MappingReader? OverDocument(YamlNode? root, ConfigurationProblems problems) =>
        root is { IsNull: true } ? Empty(root.Position, problems)
            : root is null ? null : new NodeReader(problems).Mapping(root, "the file");

    /// <summary>A reader over a mapping that is not there, for one that means the defaults when it is left out.</summary>
    public static MappingReader Empty(SourcePosition position, ConfigurationProblems problems) => new(new YamlMapping(position, []), problems);

    /// <summary>Where the value of a key is written, or the mapping itself when the key is absent. Does not consume the key.</summary>
    public SourcePosition PositionOf(string key) => _mapping.Find(key)?.Position ?? Position;

    /// <summary>Whether the key is written, whatever its value. Does not consume it.</summary>
    public bool Has(string key) => _mapping.Find(key) is not null;

    /// <summary>Whether the key is absent, or has nothing behind it. Does not consume it.</summary>
    public bool IsNull(string key) => _mapping.Find(key) is null or { IsNull: true };

    public string? String(string key) => Take(key, KeyForm.Text) is { } node ? _values.String(node, key) : null;

    /// <summary>Empty, and a problem, when the key is absent or empty.</summary>
    public string RequiredString(string key)
    {
        var node = Take(key, KeyForm.Text);
        if (node is not null and not YamlScalar) return _values.String(node, key) ?? "";
        if (node is YamlScalar { IsNull: false, Text: not "" } scalar) return scalar.Text;
        _problems.Error(node?.Position ?? Position, $"{key} is required");
        return "";
    }

    /// <summary>A single value with its position, for checks of the caller's own.</summary>
    public YamlScalar? Scalar(string key) => Take(key, KeyForm.Text) is { } node ? _values.Scalar(node, key) : null;

    public Secret? Secret(string key) => Take(key, KeyForm.Text) is { } node ? _values.Secret(node, key) : null;

    public int? Int(string key, int min = int.MinValue, int max = int.MaxValue) =>
        Take(key, KeyForm.Integer, (long)min, (long)max) is { } node ? (int?)_values.Int(node, key, min, max) : null;

    public uint? UInt(string key, uint min = 0, uint max = uint.MaxValue) =>
        Take(key, KeyForm.Integer, (long)min, (long)max) is { } node ? (uint?)_values.Int(node, key, min, max) : null;

    public double? Double(string key, double min = double.MinValue, double max = double.MaxValue) =>
        Take(key, KeyForm.Number, min, max) is { } node ? _values.Double(node, key, min, max) : null;

    public bool? Bool(string key) => Take(key, KeyForm.Switch) is { } node ? _values.Bool(node, key) : null;

    public TimeSpan? Duration(string key, TimeSpan? min = null, TimeSpan? max = null) =>
        Take(key, KeyForm.Duration, min, max) is { } node ? _values.Duration(node, key, min, max) : null;

    /// <summary>One of a set of words, case-sensitive.</summary>
    public T? Choice<T>(string key, IReadOnlyDictionary<string, T> words) where T : struct =>
        Take(key, KeyForm.Word, words: words.Keys) is { } node ? _values.Choice(node, key, words) : null;

    /// <summary>One of an enum's members, written in snake_case: <c>OnChange</c> is <c>on_change</c>.</summary>
    public T? Enum<T>(string key) where T : struct, Enum => Choice(key, EnumWords<T>.All);

    public MappingReader? Mapping(string key) => Take(key, KeyForm.Mapping) is { } node ? _values.Mapping(node, key) : null;

    public IReadOnlyList<YamlNode> Sequence(string key) => Take(key, KeyForm.List) is { } node ? _values.Sequence(node, key) : [];

    /// <summary>The readers of a list of mappings; an item of another kind is a problem and left out.</summary>
    public IReadOnlyList<MappingReader> Mappings(string key)
    {
        var readers = new List<MappingReader>();
        foreach (var item in Sequence(key))
        {
            if (_values.Mapping(item, key) is { } reader) readers.Add(reader);
            else if (item.IsNull) _problems.Error(item.Position, $"{key}: expected a mapping, and this is nothing");
        }

        return readers;
    }

    /// <summary>A list of single values with their positions.</summary>
    public IReadOnlyList<YamlScalar> Scalars(string key) => Take(key, KeyForm.List) is { } node ? _values.Scalars(node, key) : [];

    /// <summary>Null when absent, so that an empty list can mean something else than none.</summary>
    public IReadOnlyList<string>? StringList(string key) =>
        Take(key, KeyForm.List) is { IsNull: false } node ? _values.Scalars(node, key).Select(scalar => scalar.Text).ToArray() : null;

    /// <summary>The keys not consumed yet, in the order written, and consumes them: for mappings whose keys are the user's names.</summary>
    public IReadOnlyList<YamlEntry> Entries()
    {
        Ask("", KeyForm.Names);
        return Rest();
    }

    /// <summary>The keys not consumed yet, in the order written. Does not consume them.</summary>
    public IEnumerable<YamlEntry> Written() => _mapping.Entries.Where((_, i) => !_taken[i]);

    /// <summary>The value under a key as it is, null when absent. Consumes the key.</summary>
    public YamlNode? Take(string key) => Take(key, KeyForm.Anything);

    /// <summary>Reports every key that was not consumed, with the nearest key that would have been.</summary>
    /// <param name="severity">A warning where the format is another program's, which may know keys that we do not.</param>
    public void RejectUnknown(ProblemSeverity severity = ProblemSeverity.Error)
    {
        foreach (var (key, _) in Rest())
        {
            var shown = KeyText.Shown(key.Text);
            _problems.Add(new(key.Position, shown == key.Text
                ? $"unknown key \"{key.Text}\"{NearestName.Hint(key.Text, _known)}"
                : $"unknown key \"{shown}\"; between a key and its value stand a colon and a space", severity));
        }
    }

    private YamlEntry[] Rest()
    {
        var rest = _mapping.Entries.Where((_, i) => !_taken[i]).ToArray();
        Array.Fill(_taken, value: true);
        return rest;
    }

    private YamlNode? Take(string key, KeyForm form, object? least = null, object? most = null, IEnumerable<string>? words = null)
    {
        _known.Add(key);
        Ask(key, form, least, most, words);
        for (var i = 0; i < _taken.Length; i++)
        {
            if (_mapping.Entries[i].Key.Text != key) continue;
            _taken[i] = true;
            return _mapping.Entries[i].Value;
        }

        return null;
    }

    private void Ask(string key, KeyForm form, object? least = null, object? most = null, IEnumerable<string>? words = null) =>
        _problems.Asked?.Add(new AskedKey(_mapping, key, form) { Least = least, Most = most, Words = words?.ToArray() ?? [] });
}
