using System.Globalization;
using System.Text.Json;

namespace Collector.LoadTest;

/// <summary>The figures of one run: a table for people, then one line of JSON for scripts. A figure with a limit that it breaks fails the run.</summary>
internal sealed class Report(string scenario)
{
    public const double NoLimit = double.PositiveInfinity;

    private readonly List<(string Name, object Value, string Unit, string Limit, bool IsKept)> _figures = [];

    public bool IsKept => _figures.All(figure => figure.IsKept);

    /// <summary>A figure that is only told.</summary>
    public void Add(string name, object value, string unit = "") => _figures.Add((name, value, unit, "", true));

    /// <summary>A figure that must not be more than a limit.</summary>
    public void AtMost(string name, double value, double limit, string unit = "") =>
        _figures.Add((name, value, unit, limit == NoLimit ? "" : $"<= {Text(limit)}", value <= limit));

    /// <summary>A figure that must not be less than a limit.</summary>
    public void AtLeast(string name, double value, double limit, string unit = "") =>
        _figures.Add((name, value, unit, $">= {Text(limit)}", value >= limit));

    public void Print(TextWriter output)
    {
        output.WriteLine();
        foreach (var (name, value, unit, limit, isKept) in _figures)
            output.WriteLine($"{name,-44} {Text(value),14} {unit,-12} {limit,-12} {(limit.Length == 0 ? "" : isKept ? "kept" : "BROKEN")}".TrimEnd());
        var json = new Dictionary<string, object> { ["scenario"] = scenario, ["kept"] = IsKept };
        foreach (var figure in _figures) json[Key(figure.Name)] = figure.Value is double number && !double.IsFinite(number) ? Text(number) : figure.Value;
        output.WriteLine(JsonSerializer.Serialize(json));
        output.Flush();
    }

    /// <summary>`lateness, p99` is `lateness_p99`.</summary>
    private static string Key(string name) => new string([.. name.Where(c => char.IsAsciiLetterOrDigit(c) || c == ' ')]).Replace(' ', '_').ToLowerInvariant();

    private static string Text(object value) => value switch
    {
        double number when Math.Abs(number) >= 1000 || number == Math.Floor(number) => number.ToString("N0", CultureInfo.InvariantCulture),
        double number => number.ToString("0.####", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString("N0", CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
