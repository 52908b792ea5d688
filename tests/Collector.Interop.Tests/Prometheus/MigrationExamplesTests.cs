using System.Text.RegularExpressions;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Prometheus;

/// <summary>The files that the migration page tells people to write are taken by the programs that are to read them.</summary>
public sealed partial class MigrationExamplesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> PrometheusExamples => [.. Examples.Where(IsForPrometheus)];

    public static TheoryData<string> CollectorExamples => [.. Examples.Where(example => !IsForPrometheus(example))];

    private static IEnumerable<string> Examples => YamlBlock().Matches(Docs.Read("migration-from-snmp-exporter.md")).Select(match => match.Groups["yaml"].Value);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(PrometheusExamples))]
    public async Task Prometheus_takes_its_examples(string yaml)
    {
        var (code, output, errors) = await PeerProcess.RunAsync("/usr/bin/promtool", ["check", IsRules(yaml) ? "rules" : "config", _folder.Write("prometheus.yml", yaml)]);
        Assert.True(code == 0, output + errors);
    }

    [Theory]
    [MemberData(nameof(CollectorExamples))]
    public async Task Collector_takes_its_examples(string yaml)
    {
        _folder.Write("snmp.yml", "auths: { mine: { version: 2, community: c } }\nmodules: {}");
        var (code, output, errors) = await CollectorProgram.RunAsync("check", "--config", _folder.Write("collector.yml", yaml));
        Assert.True(code == 0, output + errors);
    }

    private static bool IsForPrometheus(string yaml) => yaml.StartsWith("scrape_configs:", StringComparison.Ordinal) || IsRules(yaml);

    private static bool IsRules(string yaml) => yaml.StartsWith("groups:", StringComparison.Ordinal);

    [GeneratedRegex("^```yaml\n(?<yaml>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex YamlBlock();
}
