using System.Text;
using System.Text.Json;
using Collector.Interop.Tests.Peers;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Interop.Tests.Prometheus;

/// <summary>Relabelling rules mean to us what they mean to Prometheus, and are refused where it refuses them.</summary>
public sealed class RelabellingOracleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Rules =>
    [
        "{target_label: a}", "{}", "{source_labels: [a]}", "{target_label: 0a}", "{target_label: 'a$1'}", "{target_label: 'a b$1'}", 
        "{target_label: '${1}_x$2y'}", "{target_label: '$'}", "{target_label: a, action: hashmod}", "{target_label: a, action: hashmod, modulus: 8}", "{target_label: '$1', action: hashmod, modulus: 8}",
        "{target_label: a, action: hashmod, modulus: -1}", "{target_label: a, action: hashmod, modulus: 18446744073709551615}", "{source_labels: [a-b], target_label: a}",
        "{regex: '(', action: keep}", "{regex: '(?=a)', action: keep}", "{regex: '(?i)a', action: keep}", "{regex: 'a)(b', action: keep}", "{action: labelmap}", "{action: labelmap, replacement: 'a-$1'}",
        "{action: labelmap, replacement: 'x_${1}'}", "{action: labelmap, replacement: ''}", "{action: uppercase, target_label: a}", "{action: uppercase, target_label: a, replacement: x}",
        "{action: keepequal, source_labels: [b], target_label: a}", "{action: keepequal, target_label: a, regex: '(.*)'}", "{action: keepequal, source_labels: [b], target_label: a, separator: ';', replacement: '$1'}",
        "{action: dropequal, source_labels: [b], target_label: a, separator: ','}", "{action: dropequal}", "{action: labeldrop}", "{action: labeldrop, regex: a, source_labels: []}",
        "{action: labelkeep, regex: a, target_label: x}", "{action: labelkeep, regex: a, modulus: 3}", "{action: Replace, target_label: a}", "{action: nope, target_label: a}",
        "{action: '', target_label: a}", "{sorce_labels: [a], target_label: b}", "{target_label: a, regex: null, replacement: }", "{target_label: a, regex: 7}", "hello",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_rule_is_taken_by_both_or_by_none(string rule)
    {
        var file = _folder.Write("prometheus.yml", $"scrape_configs: [{{job_name: a, relabel_configs: [{rule}]}}]");
        var (code, output, errors) = await PeerProcess.RunAsync("/usr/bin/promtool", ["check", "config", file]);
        var problems = Read($"[{rule}]").Problems;
        Assert.True(problems.HasErrors == (code != 0), $"promtool: {output}{errors}\nCollector: {problems}");
    }

    [Fact]
    public async Task Five_hundred_lists_of_rules_make_the_same_labels()
    {
        var random = new Random(20260822);
        string[] lists = [.. Enumerable.Range(0, 500).Select(_ => $"[{string.Join(", ", Enumerable.Range(0, random.Next(1, 6)).Select(_ => RandomRule(random)))}]")];
        var jobs = new StringBuilder();
        for (var i = 0; i < lists.Length; i++)
        {
            jobs.AppendLine($"- job_name: j{i}\n  scrape_interval: 1h\n  static_configs: [{{targets: ['127.76.2.9:{i + 1}'], labels: {{a: Foo, b: 'bar-7', A: '', c: 'x;y', __meta_site: ams1, __meta_role: Edge}}}}]");
            jobs.AppendLine($"  relabel_configs: {lists[i]}");
        }

        await using var prometheus = await RealPrometheus.StartAsync(jobs.ToString());
        var kept = await prometheus.TargetsAsync(lists.Length);
        for (var i = 0; i < lists.Length; i++)
        {
            var ours = Ours(lists[i], i);
            var theirs = kept.TryGetValue($"j{i}", out var labels) ? Text(labels) : "dropped";
            Assert.Equal($"{lists[i]} {theirs}", $"{lists[i]} {ours}");
        }

        Assert.InRange(lists.Length - kept.Count, 20, 400); // both ways were tried
    }

    private static string Text(IEnumerable<KeyValuePair<string, string>> labels) => string.Join(' ', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));

    /// <summary>What becomes of a target in Prometheus: rules, then the name by its address, and nothing that begins with two underscores.</summary>
    private static string Ours(string rules, int number)
    {
        var labels = new LabelBuilder(
            new Label("__address__", $"127.76.2.9:{number + 1}"), new("__metrics_path__", "/metrics"), new("__scheme__", "http"), new("__scrape_interval__", "1h"),
            new("__scrape_timeout__", "1s"), new("job", $"j{number}"), new("a", "Foo"), new("b", "bar-7"), new("c", "x;y"), new("__meta_site", "ams1"), new("__meta_role", "Edge"));
        var (read, problems) = Read(rules);
        Assert.Equal("", problems.ToString());
        if (!read.Apply(labels)) return "dropped";
        if (labels.Get("instance").Length == 0) labels.Set("instance", labels.Get("__address__"));
        return Text(labels.ToArray().Where(label => !label.Name.StartsWith("__", StringComparison.Ordinal)).Select(label => KeyValuePair.Create(label.Name, label.Value)));
    }

    private static (RelabelRules Rules, ConfigurationProblems Problems) Read(string list)
    {
        var problems = new ConfigurationProblems();
        var reader = MappingReader.OverDocument(YamlFile.Load(new StringReader($"rules: {list}"), "rules", problems), problems)!;
        return (new RelabelRulesReader(problems).Read(reader, "rules"), problems);
    }

    // Not among them: labels that are mapped to one name (which one stays has changed since 2.42) and to no name (Prometheus then makes a label without one).
    private static string RandomRule(Random random)
    {
        string[] labels = ["a", "b", "c", "d", "__meta_site", "__meta_role", "gone"];
        string[] targets = ["a", "b", "d", "e", "x_$1", "${2}"];
        string[] patterns = ["(.*)", "(.)(.*)", "(?i)foo", "[a-z]+(-)?(\\d+)?", "(\\w+);?(\\w*)", "", "(?P<first>.).*", "Foo|Edge", "((a)|b).*"];
        string[] replacements = ["$1", "$2", "${1}-$2", "fixed", "", "$first", "$1x", "$$1", "${0}!"];
        string[] names = ["(a|b)", "__meta_(.+)", "([a-c])", "(c|d)", "(x_.*)"];
        var sources = string.Join(", ", Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(labels)));
        return random.Next(12) switch
        {
            0 => $"{{action: keep, source_labels: [{sources}], regex: '{Pick(patterns)}|.*[a-y7]'}}",
            1 => $"{{action: drop, source_labels: [{sources}], regex: '{Pick(patterns)}q?'}}",
            2 => $"{{action: dropequal, source_labels: [{Pick(labels)}], target_label: {Pick(labels)}}}",
            3 => $"{{action: hashmod, source_labels: [{sources}], target_label: {Pick(labels)}, modulus: {random.NextInt64(1, long.MaxValue)}}}",
            4 => $"{{action: labelmap, regex: '{Pick(names)}', replacement: '{Pick(["$1", "m_$1"])}'}}",
            5 => $"{{action: labeldrop, regex: '{Pick(names)}'}}",
            6 => $"{{action: labelkeep, regex: '__.*|job|{Pick(names)}'}}",
            7 => $"{{action: {Pick(["lowercase", "uppercase"])}, source_labels: [{sources}], target_label: {Pick(labels)}}}",
            _ => $"{{source_labels: [{sources}], target_label: '{Pick(targets)}', regex: '{Pick(patterns)}', replacement: '{Pick(replacements)}', separator: '{Pick([";", "-", ""])}'}}",
        };

        string Pick(string[] choices) => choices[random.Next(choices.Length)];
    }
}
