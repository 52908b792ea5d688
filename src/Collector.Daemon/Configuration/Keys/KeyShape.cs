namespace Collector.Daemon.Configuration.Keys;

/// <summary>The form and the bounds of a key's value, from which the reference and the schema say what may be written.</summary>
/// <remarks>Immutable. A test compares it with what the reader of the key takes.</remarks>
internal sealed record KeyShape(ShapeKind Kind)
{
    public static readonly KeyShape Text = new(ShapeKind.Text);
    public static readonly KeyShape Switch = new(ShapeKind.Switch);
    public static readonly KeyShape Size = new(ShapeKind.Size);

    public static KeyShape Texts => ListOf(Text);

    /// <summary>A long, a double or a TimeSpan, as the kind wants it; null for none.</summary>
    public object? Least { get; private init; }

    /// <inheritdoc cref="Least"/>
    public object? Most { get; private init; }

    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>What a list has, or what the user's names stand for, or what may be chosen from.</summary>
    public IReadOnlyList<KeyShape> Parts { get; private init; } = [];

    public ConfigurationSection? Section { get; private init; }

    public static KeyShape Integer(long? least = null, long? most = null) => new(ShapeKind.Integer) { Least = least, Most = most };

    public static KeyShape Number(double? least = null, double? most = null) => new(ShapeKind.Number) { Least = least, Most = most };

    public static KeyShape Duration(TimeSpan? least = null, TimeSpan? most = null) => new(ShapeKind.Duration) { Least = least ?? TimeSpan.Zero, Most = most };

    public static KeyShape Word(params IEnumerable<string> words) => new(ShapeKind.Word) { Words = [.. words] };

    public static KeyShape ListOf(KeyShape item) => new(ShapeKind.List) { Parts = [item] };

    public static KeyShape NamesOf(KeyShape value) => new(ShapeKind.Names) { Parts = [value] };

    public static KeyShape Of(ConfigurationSection section) => new(ShapeKind.Section) { Section = section };

    public static KeyShape Either(params IReadOnlyList<KeyShape> shapes) => new(ShapeKind.Either) { Parts = shapes };

    /// <summary>All sections that may be written here, at any depth within this value.</summary>
    public IEnumerable<ConfigurationSection> Sections() =>
        Section is null ? Parts.SelectMany(part => part.Sections()) : Section.WithParts();
}
