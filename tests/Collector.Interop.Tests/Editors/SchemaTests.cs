using System.Text.Json;
using System.Text.RegularExpressions;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Editors;

/// <summary>What <c>check --schema</c> prints, in the hands of a validator that is not ours (python3-jsonschema).</summary>
public sealed partial class SchemaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Mistakes => new()
    {
        { "collector", "lsten: 0.0.0.0:9116" },
        { "collector", "shards: 0" },
        { "collector", "shards: '4'" },
        { "collector", "snmp: { lanes: many }" },
        { "collector", "snmp: [lanes]" },
        { "collector", "snmp: { paces: { labels: 2d3 } }" },
        { "collector", "snmp: { packing: rows }" },
        { "collector", "defaults: { interval: 60 }" },
        { "collector", "defaults: { interval: 1 minute }" },
        { "collector", "defaults: { modules: if_mib }" },
        { "collector", "reload_on_change: sometimes" },
        { "collector", "targets: { static: [{ target: [192.0.2.1] }] }" },
        { "collector", "targets: { http: [{ refresh_interval: 60s }] }" },
        { "collector", "targets: { http: [{ url: 'http://a/', tls_config: { min_version: '1.2' } }] }" },
        { "collector", "targets: { relabel_configs: [{ action: remove }] }" },
        { "collector", "remote_write: [{ url: 'http://a/', queue_config: { shards: 65 } }]" },
        { "collector", "remote_write: [{ url: 'http://a/', buffer: { max_size: 10 } }]" },
        { "collector", "rollups: [{ preset: trafic }]" },
        { "collector", "gnmi: { names: openconfig }" },
        { "collector", "gnmi: { subscriptions: { a: { path: [/interfaces] } } }" },
        { "targets", "[{ targets: 192.0.2.1 }]" },
        { "web", "tls_server_config: { client_auth_type: Always }" },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Examples_that_are_shipped_are_valid()
    {
        var found = await ValidateAsync("collector", [.. Examples("configuration.md"), .. Examples("discovery.md"), .. Examples("paces.md"), .. Examples("rollups.md"), File.ReadAllText(Docs.Path("deploy", "docker", "collector.yml"))]);

        Assert.True(found.Count > 8);
        Assert.All(found, file => Assert.Empty(file.Value));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_found(string schema, string yaml)
    {
        var found = await ValidateAsync(schema, [yaml]);

        Assert.NotEmpty(found.Single().Value);
    }

    /// <returns>Messages for each text.</returns>
    private async Task<Dictionary<string, string[]>> ValidateAsync(string schema, IReadOnlyList<string> texts)
    {
        var (code, printed, complaint) = await CollectorProgram.RunAsync("check", "--schema", schema);
        Assert.True(code == 0, complaint);
        var files = texts.Select((text, place) => _folder.Write($"{place}.yml", text));
        var script = Path.Combine(AppContext.BaseDirectory, "Editors", "validate.py");
        var (end, output, errors) = await PeerProcess.RunAsync("/usr/bin/python3", [script, _folder.Write("schema.json", printed), .. files]);
        Assert.True(end == 0, errors);
        return JsonSerializer.Deserialize<Dictionary<string, string[]>>(output)!;
    }

    /// <summary>Those of collector.yml: Prometheus' and target files begin otherwise.</summary>
    private static IEnumerable<string> Examples(string page) =>
        YamlBlock().Matches(Docs.Read(page)).Select(match => match.Groups["yaml"].Value).Where(yaml => !yaml.StartsWith("scrape_configs:", StringComparison.Ordinal));

    [GeneratedRegex("^```yaml\n(?<yaml>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex YamlBlock();
}
