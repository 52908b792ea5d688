using System.Diagnostics.CodeAnalysis;

namespace Collector.Daemon.Configuration.Keys;

/// <summary>The form and the bounds of a key's value, from which the reference and the schema say what may be written.</summary>
/// <remarks>Immutable. A test compares it with what the reader of the key takes.</remarks>
internal sealed record KeyShape(ShapeKind Kind)
{
    public static readonly KeyShape Text = new(ShapeKind.Text);
    public static readonly KeyShape Switch = new(ShapeKind.Switch);
    public static readonly KeyShape Size = new(ShapeKind.Size);

    /// <summary>Names a file, a folder or a pattern of files: what is wrong with it is told where it is named, and a test goes through all of these.</summary>
    public static readonly KeyShape Path = new(ShapeKind.Text) { Meaning = "path" };

    public static KeyShape Texts => ListOf(Text);

    public static KeyShape Paths => ListOf(Path);

    /// <summary>What a text is, in one or two words.</summary>
    public string Meaning { get; private init; } = "text";

    /// <summary>An expression, for .NET as well as for JSON schemas, that a text has to match; null for none.</summary>
    public string? Pattern { get; private init; }

    /// <summary>What the user's own names have to be; null for anything.</summary>
    public KeyShape? Names { get; private init; }

    /// <summary>Of two shapes of a whole file, the second is meant where a part of it has this key, and no mapping behind it; null when it can be told otherwise.</summary>
    public string? OlderHas { get; private init; }

    /// <summary>A long, a double or a TimeSpan, as the kind wants it; null for none.</summary>
    public object? Least { get; private init; }

    /// <inheritdoc cref="Least"/>
    public object? Most { get; private init; }

    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>What a list has, or what the user's names stand for, or what may be chosen from.</summary>
    public IReadOnlyList<KeyShape> Parts { get; private init; } = [];

    public ConfigurationSection? Section { get; private init; }

    public static KeyShape Matching(string meaning, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern) => new(ShapeKind.Text) { Meaning = meaning, Pattern = pattern };

    public static KeyShape Integer(long? least = null, long? most = null) => new(ShapeKind.Integer) { Least = least, Most = most };

    public static KeyShape Number(double? least = null, double? most = null) => new(ShapeKind.Number) { Least = least, Most = most };

    public static KeyShape Duration(TimeSpan? least = null, TimeSpan? most = null) => new(ShapeKind.Duration) { Least = least ?? TimeSpan.Zero, Most = most };

    public static KeyShape Word(params IEnumerable<string> words) => new(ShapeKind.Word) { Words = [.. words] };

    public static KeyShape ListOf(KeyShape item, int least = 0) => new(ShapeKind.List) { Parts = [item], Least = least > 0 ? (long)least : null };

    public static KeyShape NamesOf(KeyShape value, KeyShape? names = null) => new(ShapeKind.Names) { Parts = [value], Names = names };

    public static KeyShape Of(ConfigurationSection section) => new(ShapeKind.Section) { Section = section };

    /// <param name="present">As a file is written today.</param>
    /// <param name="older">As one was written before.</param>
    /// <param name="olderHas">Tells the two apart: <see cref="OlderHas"/>.</param>
    public static KeyShape PresentOrOlder(KeyShape present, KeyShape older, string olderHas) => new(ShapeKind.Either) { Parts = [present, older], OlderHas = olderHas };

    public static KeyShape Either(params IReadOnlyList<KeyShape> shapes) => new(ShapeKind.Either) { Parts = shapes };

    /// <summary>All sections that may be written here, at any depth within this value.</summary>
    public IEnumerable<ConfigurationSection> Sections() =>
        Section is null ? Parts.SelectMany(part => part.Sections()) : Section.WithParts();
}
