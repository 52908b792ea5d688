using System.Text.Json;
using System.Text.RegularExpressions;
using Collector.Testing;

namespace Collector.Interop.Tests.Deploy;

/// <summary>Each query of each dashboard has an answer from the real Prometheus, which scrapes the real collector.</summary>
[Collection(DeployedCollection.Name)]
public sealed partial class DashboardTests(MonitoredFleet fleet)
{
    private static readonly string Folder = Docs.Path("deploy", "grafana", "dashboards");

    public static TheoryData<string, string, string> Queries
    {
        get
        {
            var queries = new TheoryData<string, string, string>();
            foreach (var file in Files())
            {
                foreach (var panel in Panels(file))
                {
                    if (!panel.TryGetProperty("targets", out var targets)) continue;
                    foreach (var target in targets.EnumerateArray()) queries.Add(Path.GetFileName(file), panel.GetProperty("title").GetString()!, target.GetProperty("expr").GetString()!);
                }
            }

            return queries;
        }
    }

    public static TheoryData<string> Dashboards => [.. Files().Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_query_has_an_answer(string dashboard, string panel, string expression)
    {
        var query = HastenedRules.Hasten(AnyValue(expression.Replace("$__rate_interval", "6s", StringComparison.Ordinal)));
        await fleet.Prometheus.UntilAsync($"'{panel}' of {dashboard} shows something: {query}", async () => (await fleet.Prometheus.QueryAsync(query)).Count > 0);
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void Panels_have_different_numbers_and_do_not_overlap(string dashboard)
    {
        var panels = Panels(Path.Combine(Folder, dashboard));
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        var taken = new HashSet<(int X, int Y)>();
        foreach (var place in panels.Select(panel => panel.GetProperty("gridPos")))
        {
            var (left, top) = (place.GetProperty("x").GetInt32(), place.GetProperty("y").GetInt32());
            for (var x = left; x < left + place.GetProperty("w").GetInt32(); x++)
            {
                for (var y = top; y < top + place.GetProperty("h").GetInt32(); y++) Assert.True(x < 24 && taken.Add((x, y)), $"{x}, {y}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public async Task Variables_have_values(string dashboard)
    {
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, dashboard)));
        foreach (var variable in json.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray().Where(variable => variable.GetProperty("type").GetString() == "query"))
        {
            var parts = LabelValues().Match(variable.GetProperty("definition").GetString()!);
            Assert.True(parts.Success, variable.ToString());
            var query = AnyValue($"count by ({parts.Groups["label"].Value}) ({parts.Groups["series"].Value})");
            await fleet.Prometheus.UntilAsync($"there is a choice: {query}", async () => (await fleet.Prometheus.QueryAsync(query)).Count > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void Links_lead_to_dashboards_and_choose_values_of_variables_that_are_there(string dashboard)
    {
        var variables = Files().Select(Parse).ToDictionary(each => each.GetProperty("uid").GetString()!, VariableNames, StringComparer.Ordinal);
        var own = VariableNames(Parse(Path.Combine(Folder, dashboard)));
        foreach (var link in Url().Matches(File.ReadAllText(Path.Combine(Folder, dashboard))).Select(match => match.Groups["url"].Value))
        {
            Assert.All(OwnVariable().Matches(link), used => Assert.Contains(used.Groups["name"].Value, own));
            if (!link.StartsWith("/d/", StringComparison.Ordinal)) continue;
            var there = variables[link["/d/".Length..link.IndexOf('?', StringComparison.Ordinal)]];
            Assert.All(SetVariable().Matches(link), set => Assert.Contains(set.Groups["name"].Value, there));
        }
    }

    [Theory]
    [InlineData("fleet.json", "collector-device")]
    [InlineData("fleet.json", "collector-link")]
    [InlineData("device.json", "collector-link")]
    public void There_is_a_way_from_the_fleet_to_a_device_and_a_link(string from, string to) =>
        Assert.Contains($"\"url\": \"/d/{to}?", File.ReadAllText(Path.Combine(Folder, from)), StringComparison.Ordinal);

    // What is matched with one value is compared with it: names of devices have brackets and dots in them.
    private static string AnyValue(string query) => Variable().Replace(query.Replace("=\"$", "=~\"$", StringComparison.Ordinal), ".*");

    private static JsonElement Parse(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return json.RootElement.Clone();
    }

    private static HashSet<string> VariableNames(JsonElement dashboard) =>
        [.. dashboard.GetProperty("templating").GetProperty("list").EnumerateArray().Select(variable => variable.GetProperty("name").GetString()!)];

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal);

    private static List<JsonElement> Panels(string file) => [.. Parse(file).GetProperty("panels").EnumerateArray()];

    [GeneratedRegex(@"""url"": ""(?<url>[^""]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Url();

    [GeneratedRegex(@"var-(?<name>\w+)=", RegexOptions.ExplicitCapture)]
    private static partial Regex SetVariable();

    [GeneratedRegex(@"\$\{(?!__)(?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex OwnVariable();

    [GeneratedRegex(@"\$\w+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^label_values\((?<series>.+), (?<label>\w+)\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex LabelValues();
}
