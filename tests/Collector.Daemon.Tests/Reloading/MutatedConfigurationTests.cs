using System.Text;
using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints;
using Collector.Daemon.Reloading;
using Collector.Daemon.Tests.Configuration;
using Collector.Fuzz;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Targets;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Daemon.Tests.Reloading;

/// <summary>A thousand reloads of configurations of six files, of which one or two are damaged each time. Nothing is sent to anybody: damage would make addresses that are not ours.</summary>
public sealed class MutatedConfigurationTests : IDisposable
{
    private const string Collector = """
        listen: 127.0.0.1:9116
        web_config: web.yml
        defaults: { interval: 60s, timeout: 5s, retries: 3, auth: a, modules: [m] }
        snmp:
          config_files: [snmp.yml]
          lanes: 2
          allowed_targets: [configured, { networks: [192.0.2.0/24], auths: [a] }]
          paces: { labels: 5m, modules: { m: off } }
        gnmi:
          config_files: [gnmic.yml]
          targets: { edge9: { address: "192.0.2.9:57400", event-tags: { site: ams1 } } }
        targets:
          static:
          - targets: ["192.0.2.1", "tcp://[2001:db8::1]:1161"]
            labels: { site: ams1, __param_module: "if_mib,system", __scrape_interval__: 1m30s }
          files: ["targets.yml", "targets-*.yml"]
          relabel_configs: [{ source_labels: [site], regex: "(ams|lon).*", target_label: region, replacement: "$1" }]
        rollups: [{ name: in_by_site, op: sum, of: rate(ifHCInOctets), by: [site] }]
        """;

    private const string Gnmic = """
        username: admin
        password: s3cret
        insecure: true
        targets: { edge1: , edge2: { address: "192.0.2.2:9339", tls-min-version: 1.2, metadata: { x: y } } }
        targets-file: gnmic-targets.yml
        subscriptions:
          interfaces: { paths: [/interfaces/interface/state/counters], stream-mode: sample, sample-interval: 10s }
          once: { prefix: /x, encoding: json_ietf }
        outputs: { p: { type: prometheus, metric-prefix: x } }
        """;

    private readonly ConfigurationFolder _folder = new();
    private readonly CollectorMeter _meter = new();
    private readonly TargetRegistry _registry = new(NullLogger<TargetRegistry>.Instance);
    private readonly TargetDiscovery _discovery;

    private readonly Sample[] _files =
    [
        new("collector.yml", "collector.yml", Collector),
        new("snmp.yml", "snmp.yml", Encoding.UTF8.GetString(FuzzTargets.Named("snmp.yml").Samples[0])),
        new("targets.yml", "targets.yml", Encoding.UTF8.GetString(FuzzTargets.Named("targets.yml").Samples[0]).Replace("r1.example.net", "192.0.2.3", StringComparison.Ordinal)),
        new("gnmic.yml", "gnmic-yaml", Gnmic),
        new("gnmic-targets.yml", "gnmic-yaml", "edge5: { address: '192.0.2.5:57400', skip-verify: true }\nedge6:\n"),
        new("web.yml", "web.yml", Encoding.UTF8.GetString(FuzzTargets.Named("web.yml").Samples[1])),
    ];

    public MutatedConfigurationTests() => _discovery = new TargetDiscovery(_registry, new ManualTime(), NullLogger<TargetDiscovery>.Instance);

    public void Dispose()
    {
        _discovery.Dispose();
        _meter.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_thousand_damaged_configurations_are_refused_with_a_reason_or_put_in_force_whole()
    {
        foreach (var file in _files) await file.WriteAsync(_folder, seed: 0);
        var path = _folder["collector.yml"];
        var source = new ConfigurationSource(path, problems => CollectorConfigurationLoader.Load(path, problems));
        var first = new ConfigurationProblems();
        var running = new RunningConfiguration(source.Load(first));
        Assert.False(first.HasErrors, first.ToString());
        _discovery.Use(running.Current.Targets);
        Assert.True(_registry.Current.Count > 6, "all files have targets");
        using var reload = new ConfigurationReload(source, running, _discovery, new ReloadMetrics(_meter, TimeProvider.System), TimeProvider.System, NullLogger<ConfigurationReload>.Instance);
        var refused = new int[_files.Length];
        var taken = new int[_files.Length];
        for (var seed = 1; seed <= 1000; seed++)
        {
            var (damaged, also) = (seed % _files.Length, seed % 7 == 0 ? (seed / 7) % _files.Length : -1);
            for (var i = 0; i < _files.Length; i++) await _files[i].WriteAsync(_folder, i == damaged || i == also ? seed : 0);
            var (before, said, targets, polled) = (running.Current, ConfigurationYaml.Of(running.Current), _registry.Current, Text(_registry.Current));
            var problems = await reload.ReloadAsync(default);
            if (problems.HasErrors)
            {
                refused[damaged]++;
                Assert.All(problems, problem => Assert.NotEqual("", problem.Message));
                Assert.True(ReferenceEquals(before, running.Current) && ReferenceEquals(targets, _registry.Current), $"seed {seed} was refused and something of it is in force");
                Assert.True(said == ConfigurationYaml.Of(running.Current) && polled == Text(_registry.Current), $"seed {seed} was refused and has changed what is in force");
            }
            else
            {
                taken[damaged]++;
                Assert.False(ReferenceEquals(before, running.Current));
                Assert.True(ReferenceEquals(running.Definitions, _registry.Current.Definitions), $"seed {seed} is in force, but not its targets");
                AssertWhole(path, running.Current, seed);
            }
        }

        Assert.InRange(refused.Sum(), 400, 900); // both ways were tried, with each of the files
        Assert.All(_files.Select((file, i) => (file.File, refused[i], taken[i])), file => Assert.True((file.Item2 > 0 || file.File == "targets.yml") && file.Item3 > 0, $"{file}"));
    }

    /// <summary>What is in force is what a start with the same files would come to.</summary>
    private void AssertWhole(string path, CollectorConfiguration inForce, int seed)
    {
        var problems = new ConfigurationProblems();
        var fresh = CollectorConfigurationLoader.Load(path, problems);
        Assert.True(ConfigurationYaml.Of(fresh) == ConfigurationYaml.Of(inForce), $"seed {seed}: a start would come to another configuration");

        // A file of targets counts when it has settled, and as it was while it is broken.
        _discovery.Use(inForce.Targets);
        var registry = new TargetRegistry(NullLogger<TargetRegistry>.Instance);
        using var discovery = new TargetDiscovery(registry, new ManualTime(), NullLogger<TargetDiscovery>.Instance);
        discovery.Use(fresh.Targets);
        var expected = discovery.Report.BrokenFiles > 0 ? Text(fresh.StaticTargets) : Text(registry.Current);
        var found = Text(_registry.Current).Split('\n').ToHashSet(StringComparer.Ordinal);
        Assert.True(expected.Split('\n').All(found.Contains), $"seed {seed}: targets are missing; a start would have\n{expected}\nand there are\n{string.Join('\n', found)}");
        if (discovery.Report.BrokenFiles == 0) Assert.Equal(registry.Current.Count, _registry.Current.Count);
    }

    private static string Text(TargetSet targets) => string.Join('\n', targets.Select(target =>
        $"{target.Instance} {target.Protocol} {target.Address} {target.Labels} {string.Join(',', target.Modules)} {target.Auth} {target.Context} {target.Interval} {target.Deadline} {target.PacketTimeout} {target.Retries}"));

    /// <summary>One of the files as it should be, and damaged by a seed.</summary>
    private sealed class Sample(string file, string tokensOf, string text) : FuzzTarget
    {
        public string File => file;

        public override string Name => file;

        public override IReadOnlyList<byte[]> Samples { get; } = [Encoding.UTF8.GetBytes(text)];

        public override IReadOnlyList<byte[]> Tokens { get; } = FuzzTargets.Named(tokensOf).Tokens;

        public Task WriteAsync(ConfigurationFolder folder, int seed) => System.IO.File.WriteAllBytesAsync(folder[file], seed == 0 ? Samples[0] : Mutator.Mutate(this, seed));

        public override void Read(byte[] input) { }
    }
}
