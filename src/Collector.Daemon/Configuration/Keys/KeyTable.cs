using System.Globalization;
using System.Text;
using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Configuration.Keys;

/// <summary>Writes the keys of a section as a table of docs/configuration.md.</summary>
internal static class KeyTable
{
    private const string Head = "| key | value | default | example | |\n|---|---|---|---|---|\n";

    public static string Of(ConfigurationSection section)
    {
        var table = new StringBuilder(Head);
        foreach (var key in section.Keys)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {string.Join(", ", key.Names.Select(name => $"`{name}`"))} | {Words(key.Shape)} | {Cell(Default(key))} | {Cell(Example(key))} | {Cell(key.Description)} |\n");
        }

        return table.ToString();
    }

    /// <summary>The fragment that a heading with the section's name has.</summary>
    public static string Anchor(ConfigurationSection section) =>
        string.Concat(section.Name.ToLowerInvariant().Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '_' or '-')).Replace(' ', '-');

    private static string Default(ConfigurationKey key) => key.HasWrittenDefault ? $"`{key.Default}`" : key.Default;

    private static string Example(ConfigurationKey key) => key.HasNoEffect ? "" : $"`{key.Example}`";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Words(KeyShape shape) => shape.Kind switch
    {
        ShapeKind.Text => shape.Meaning,
        ShapeKind.Switch => "`true` or `false`",
        ShapeKind.Integer => $"whole number{Bounds(shape)}",
        ShapeKind.Number => $"number{Bounds(shape)}",
        ShapeKind.Duration => $"duration{Bounds(shape)}",
        ShapeKind.Size => "size",
        ShapeKind.Word => string.Join(", ", shape.Words.Select(word => $"`{word}`")),
        ShapeKind.List => $"list of {Several(shape.Parts[0])}",
        ShapeKind.Names => $"mapping of {(shape.Names is { } names ? Several(names) : "your names")} to {Several(shape.Parts[0])}",
        ShapeKind.Section => $"[{shape.Section!.Name}](#{Anchor(shape.Section)})",
        _ => string.Join(", or ", shape.Parts.Select(Words)),
    };

    private static string Several(KeyShape shape) => shape.Kind switch
    {
        ShapeKind.Text => $"{shape.Meaning}s",
        ShapeKind.Duration => $"durations{Bounds(shape)}",
        ShapeKind.Number => "numbers",
        ShapeKind.Either => string.Join(" or ", shape.Parts.Select(Several)),
        _ => Words(shape),
    };

    private static string Bounds(KeyShape shape) => (shape.Least, shape.Most) switch
    {
        (null or TimeSpan { Ticks: 0 }, null) => "",
        ({ } least, { } most) => $", {Text(least)} to {Text(most)}",
        ({ } least, null) => $", {Text(least)} or more",
        (null, { } most) => $", {Text(most)} or less",
    };

    private static string Text(object bound) => bound is TimeSpan duration ? DurationText.Format(duration) : Convert.ToString(bound, CultureInfo.InvariantCulture)!;
}
