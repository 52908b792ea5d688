using System.Text.RegularExpressions;
using Collector.Daemon.Configuration.Keys;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Editors;

/// <summary>What <c>check --schema</c> prints, in the hands of a validator that is not ours, on files that are shipped and on mistakes that people make.</summary>
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
        { "collector", "defaults: { modules: [] }" },
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
        { "collector", "targets: { relabel_configs: [{ action: hashmod, target_label: t, modulus: '12' }] }" },
        { "targets", "[{ targets: 192.0.2.1 }]" },
        { "targets", "[{ targets: [192.0.2.1], labels: { site-name: ams1 } }]" },
        { "web", "tls_server_config: { client_auth_type: Always }" },
        { "snmp", "auth: { public: { version: 2 } }" },
        { "snmp", "auths: { public: { version: 4 } }" },
        { "snmp", "auths: { noc: { version: 3, username: noc, security_level: authpriv } }" },
        { "snmp", "auths: { noc: { version: 3, username: noc, priv_protocol: AES512 } }" },
        { "snmp", "modules: { a: { walk: [1.3.6.1.2.1.2] } }" },
        { "snmp", "modules: { a: { walk: 1.3.6.1.2.1.2, metrics: [] } }" },
        { "snmp", "modules: { a: { walk: [.1.3.6.1.2.1.2], metrics: [] } }" },
        { "snmp", "modules: { a: { walks: [1.3.6.1.2.1.2], metrics: [] } }" },
        { "snmp", "modules: { a: { timeout: 5, metrics: [] } }" },
        { "snmp", "modules: { a: { max_repetitions: -1, metrics: [] } }" },
        { "snmp", "modules: { a: { metrics: [{ name: x, oid: 1.3.6.1.2.1.2, type: integer }] } }" },
        { "snmp", "modules: { a: { metrics: [{ name: x, type: gauge }] } }" },
        { "snmp", "modules: { a: { metrics: [{ name: if-octets, oid: 1.3.6.1.2.1.2, type: gauge }] } }" },
        { "snmp", "modules: { a: { metrics: [{ name: x, oid: 1.3.6.1.2.1.2, type: gauge, indexes: [{ labelname: __i, type: gauge }] }] } }" },
        { "snmp", "modules: { a: { metrics: [{ name: x, oid: 1.3.6.1.2.1.2, type: gauge, indexes: [{ labelname: i, type: Octets }] }] } }" },
        { "snmp", "modules: { a: { metrics: [{ name: x, oid: 1.3.6.1.2.1.2, type: gauge, lookups: [{ label: [i], labelname: j }] }] } }" },
        { "snmp", "modules: { a: { metrics: [{ name: x, oid: 1.3.6.1.2.1.2, type: gauge, enum_values: { up: 1 } }] } }" },
        { "snmp", "modules: { a: { metrics: [{ name: x, oid: 1.3.6.1.2.1.2, type: gauge, scale_from: { scale: 1.3.6 } }] } }" },
        { "snmp", "if_mib: { version: 2, walk: [1.3.6.1.2.1.2], metrics: [], auth: { comunity: public } }" },
        { "profiles", "profiles: { a: { match: [], modules: [system] } }" },
        { "profiles", "profiles: { a: { match: [{ sysObjectID: 1.3.6 }], modules: [system] } }" },
        { "profiles", "profiles: { a: { match: [{}] } }" },
        { "gnmic", "subscriptions: { a: { paths: [/a], stream-mode: sampled } }" },
        { "gnmic", "targets: { a: { timeout: 10 } }" },
        { "gnmic", "port: 70000" },
        { "gnmic-targets", "a: { skip-verify: sometimes }" },
        { "gnmic-targets", "[a, b]" },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Examples_that_are_shipped_are_valid()
    {
        string[] pages = [.. Directory.GetFiles(Docs.Path("docs"), "*.md"), Docs.Path("README.md"), Docs.Path("deploy", "README.md")];
        var examples = pages.SelectMany(page => YamlBlock().Matches(File.ReadAllText(page)).Select(match => (Page: page, Text: match.Groups["yaml"].Value)))
            .Append((Page: Docs.Path("deploy", "docker", "collector.yml"), Text: File.ReadAllText(Docs.Path("deploy", "docker", "collector.yml"))))
            .Select(example => (example.Page, example.Text, Kind: KindOf(example.Text))).Where(example => example.Kind.Length > 0).ToList();

        Assert.Superset(new HashSet<string>(["collector", "web", "snmp", "profiles"], StringComparer.Ordinal), examples.Select(example => example.Kind).ToHashSet(StringComparer.Ordinal));
        foreach (var kind in examples.GroupBy(example => example.Kind, StringComparer.Ordinal))
        {
            var found = await SchemaValidator.ValidateAsync(kind.Key, kind.Select(example => example.Text));
            Assert.Equal("", string.Join('\n', kind.Zip(found).Where(pair => pair.Second.Length > 0).Select(pair => $"{pair.First.Page}: {string.Join("; ", pair.Second)}\n{pair.First.Text}")));
        }
    }

    [Fact]
    public async Task Built_in_modules_and_profiles_are_valid()
    {
        var files = Directory.GetFiles(Docs.Path("src", "Collector.Snmp", "Profiles"), "*.yml").Select(File.ReadAllText).ToList();

        Assert.True(files.Count > 30);
        Assert.All(await SchemaValidator.ValidateAsync("profiles", files), Assert.Empty);
    }

    [Fact]
    public async Task Files_of_snmp_exporter_are_valid_in_both_forms()
    {
        var fixtures = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "SnmpExporter", "Fixtures"), "*.yml").Select(File.ReadAllText);
        const string older = "if_mib: { walk: [1.3.6.1.2.1.2], metrics: [{ name: ifIndex, oid: 1.3.6.1.2.1.2.2.1.1, type: gauge, enum_values: { 1: up } }], version: 3, timeout: 10s, auth: { username: noc, password: s3cret, auth_protocol: SHA } }\nlater: { metrics: [] }";

        Assert.All(await SchemaValidator.ValidateAsync("snmp", [.. fixtures, older, "auths:\nmodules:\n", ""]), Assert.Empty);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_found_by_an_editor_and_by_check(string kind, string yaml)
    {
        Assert.NotEmpty((await SchemaValidator.ValidateAsync(kind, [yaml])).Single());

        _folder.Write("web.yml", "");
        _folder.Write("snmp.yml", "");
        _folder.Write("gnmic.yml", "");
        _folder.Write("gnmic-targets.yml", "");
        _folder.Write(kind == "profiles" ? "profiles/mine.yml" : $"{kind}.yml", yaml);
        if (kind != "collector") _folder.Write("collector.yml", kind switch
        {
            "targets" => "targets: { files: [targets.yml] }",
            "web" => "web_config: web.yml",
            "profiles" => "snmp: { profiles: [profiles] }",
            "gnmic" => "gnmi: { config_files: [gnmic.yml] }",
            "gnmic-targets" => "gnmi: { targets-file: gnmic-targets.yml, subscriptions: { a: { paths: [/a] } } }",
            _ => "snmp: { config_files: [snmp.yml] }",
        });
        var (_, output, _) = await CollectorProgram.RunAsync("check", "--config", _folder["collector.yml"]);

        Assert.Matches(kind == "profiles" ? @"profiles/mine\.yml:1:\d+: (error|warning): " : $@"/{kind}\.yml:1:\d+: (error|warning): ", output);
    }

    [Fact]
    public async Task Every_kind_of_file_that_check_names_has_its_schema()
    {
        var (_, help, _) = await CollectorProgram.RunAsync("check", "--help");

        Assert.Contains(string.Join('|', CollectorKeys.Files.Keys), help.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var kind in CollectorKeys.Files.Keys) Assert.Contains($"--schema {kind}", Docs.Read("configuration.md"), StringComparison.Ordinal);
    }

    /// <summary>Which of our files an example is; none when it is another program's, or a part of a file.</summary>
    private static string KindOf(string yaml)
    {
        var lines = yaml.Split('\n').Where(line => line.Trim().Length > 0).ToList();
        var first = lines.First(line => !line.StartsWith('#'));
        return first[..Math.Max(first.IndexOf(':', StringComparison.Ordinal), 0)] switch
        {
            "profiles" => "profiles",
            "auths" or "modules" => "snmp",
            "tls_server_config" or "basic_auth_users" or "http_server_config" or "rate_limit" => "web",
            "scrape_configs" or "global" or "services" or "groups" or "apiVersion" or "" => "",
            var key when key.StartsWith('-') => "",
            _ => "collector",
        };
    }

    [GeneratedRegex("^```yaml\n(?<yaml>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex YamlBlock();
}
