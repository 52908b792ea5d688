using System.Text.RegularExpressions;
using Collector.Testing;

namespace Collector.Daemon.Tests.Architecture;

/// <summary>docs/sizing.md says nothing that was not measured: its figures are those of the scenario that it names, as benchmarks/README.md has them now.</summary>
public sealed partial class SizingFiguresTests
{
    [Fact]
    public void Every_figure_is_the_scenario_s_own()
    {
        var measured = Measured();
        var rows = Row().Matches(Docs.Read("sizing.md")).ToList();

        Assert.NotEmpty(rows);
        Assert.Empty(rows.SelectMany(row => FiguresOf(row.Groups["figures"].Value).Where(figure => !measured[row.Groups["scenario"].Value].Contains(figure)).Select(figure => $"{row.Groups["scenario"].Value}: {figure}")));
    }

    /// <summary>What is written in the table of figures for each scenario: its row, and those below it that name none.</summary>
    private static Dictionary<string, HashSet<string>> Measured()
    {
        var measured = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var scenario = "";
        foreach (var line in File.ReadLines(Docs.Path("benchmarks", "README.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)))
        {
            if (Scenario().Match(line) is { Success: true } named) scenario = named.Groups["name"].Value;
            if (!measured.TryGetValue(scenario, out var figures)) measured.Add(scenario, figures = []);
            figures.UnionWith(Figure().Matches(line).Select(figure => figure.Value));
        }

        return measured;
    }

    private static IEnumerable<string> FiguresOf(string cells) => Figure().Matches(Computed().Replace(cells, "")).Select(figure => figure.Value);

    /// <summary>A row of sizing.md: the fleet, figures, and the scenario they are of.</summary>
    [GeneratedRegex(@"^\| [^|]+ \| (?<figures>.+) \| `(?<scenario>[\w-]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| `(?<name>[\w-]+)")]
    private static partial Regex Scenario();

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?")]
    private static partial Regex Figure();

    [GeneratedRegex(@"[^:;|]*\(computed\)")]
    private static partial Regex Computed();
}
