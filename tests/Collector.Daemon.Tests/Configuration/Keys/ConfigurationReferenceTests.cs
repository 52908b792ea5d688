using System.Text.RegularExpressions;
using Collector.Daemon.Configuration.Keys;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Daemon.Tests.Configuration.Keys;

/// <summary>docs/configuration.md has the keys that are declared, as they are declared, and the answers that are given.</summary>
public sealed partial class ConfigurationReferenceTests : IDisposable
{
    private readonly string _page = Docs.Read("configuration.md");

    private readonly DeclaredFolder _folder = new();

    // Keys that stand among those of other sections have their table under a heading of their own.
    private static IEnumerable<ConfigurationSection> Documented => CollectorKeys.Sections.Where(section => !IsOfGnmi(section)).SelectMany(section => section.Mixins.Prepend(section)).Distinct();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_section_has_its_table_every_mistake_its_answer_and_there_is_nothing_else()
    {
        var right = Path.Combine(AppContext.BaseDirectory, "configuration.md");
        File.WriteAllText(right, WithAnswers(Documented.Aggregate(_page, WithTable)));

        Assert.True(File.ReadAllText(right) == _page, $"{right} is the page as it should be");
        Assert.Equal(Documented.Count(), KeyTables().Count(_page));
    }

    [Fact]
    public void Every_key_of_gnmi_is_on_its_page()
    {
        var pages = Docs.Read("gnmi.md") + Docs.Read("migration-from-gnmic.md") + Docs.Read("gnmi-names.md");
        var keys = GnmiKeys.Gnmi.WithParts().SelectMany(section => section.AllKeys).Where(key => !key.HasNoEffect).SelectMany(key => key.IsSecret ? key.Names.Take(2) : key.Names).Distinct();

        Assert.DoesNotContain(keys, key => !Regex.IsMatch(pages, $@"(?<![\w-]){Regex.Escape(key)}(?![\w-])"));
    }

    [Fact]
    public void Every_label_that_steers_is_there() =>
        Assert.All(SteeringLabels.All, label => Assert.Contains($"`{label}`", _page, StringComparison.Ordinal));

    [Fact]
    public void Examples_are_accepted()
    {
        foreach (Match example in Example().Matches(_page)) _folder.Load("collector", example.Groups["yaml"].Value);

        Assert.DoesNotContain(_folder.Problems, problem => problem.Severity == ProblemSeverity.Error);
    }

    private static string WithAnswers(string page) => Answer().Replace(page, row =>
    {
        using var folder = new DeclaredFolder();
        folder.Load("collector", row.Groups["written"].Value);
        var first = folder.Problems.First();
        var said = $"{first.Position.Line}:{first.Position.Column}: {folder.Relative(first.Message)}";
        return $"| `{row.Groups["written"].Value}` | {(said.Contains('`', StringComparison.Ordinal) ? $"`` {said} ``" : $"`{said}`")} |\n";
    });

    private static string WithTable(string page, ConfigurationSection section)
    {
        var heading = Regex.Match(page, $"^##+ {Regex.Escape(section.Name)}\n", RegexOptions.Multiline);
        Assert.True(heading.Success, $"there is no heading {section.Name}");
        var begin = heading.Index + heading.Length;
        var next = page.IndexOf("\n#", begin, StringComparison.Ordinal);
        var text = page[begin..(next < 0 ? page.Length : next)];
        var table = TableOrPlace().Match(text);
        Assert.True(table.Success, $"{section.Name} has no table");
        return string.Concat(page.AsSpan(0, begin + table.Index), KeyTable.Of(section), page.AsSpan(begin + table.Index + table.Length));
    }

    private static bool IsOfGnmi(ConfigurationSection section) => section.Name.StartsWith("gnmi", StringComparison.Ordinal);

    [GeneratedRegex(@"^(@\n|\| key \| value \|(.*\n)(\|.*\n)*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TableOrPlace();

    [GeneratedRegex(@"^\| key \| value \|", RegexOptions.Multiline)]
    private static partial Regex KeyTables();

    [GeneratedRegex(@"(?<=\| `check` says \|\n\|---\|---\|\n(\|.*\n)*)\| `(?<written>[^`]+)` \| (?<said>.*?) ?\|\n", RegexOptions.ExplicitCapture)]
    private static partial Regex Answer();

    [GeneratedRegex("^```yaml\n(?<yaml>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
