using System.CommandLine;
using Collector.Daemon.Commands;
using Collector.Daemon.Tests.Configuration;

namespace Collector.Daemon.Tests.Commands;

/// <summary>Twelve mistakes in three files, and each of them told with its place in one go.</summary>
public sealed class PlantedFaultsTests : IDisposable
{
    private const string CollectorYml = """
        lsten: 0.0.0.0:9116
        defaults:
          interval: 60
          retries: 3
          retries: 4
        snmp: { config_files: [ snmp.yml ] }
        targets:
          static:
          - targets: &edge [ 192.0.2.1 ]
            labels: { <<: *edge, site: ams1 }
          files: [ targets.yml ]
          http: [ { url: "netbox.example/api" } ]
          relabel_configs:
          - { source_labels: [ site ], regex: "(?=ams).*", action: keep }
        """;

    private const string SnmpYml = """
        auths:
          ro: { version: 5, community: not-to-be-seen }
        modules:
          load:
            walk: [ 1.3.6.1.2.1.25.x ]
            metrics: []
          text:
            metrics:
            - { name: t, oid: 1.3.6.1.4.1.1, type: DisplayString, regex_extracts: { Temp: [ { regex: '(?<=T)([0-9]+)', value: '$1' } ] } }
        """;

    private const string TargetsYml = """
        - targets: [ 192.0.2.2 ]
          labels: { __param_module: if_mb }
        - targets: [ 192.0.2.3 ]
          labels: { __param_module: if_mib, ifIndex: "7" }
        - targets: [ 192.0.2.4 ]
          labels: { site-name: ams1 }
        """;

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_twelve_are_printed_with_file_line_and_column()
    {
        _folder.Write("snmp.yml", SnmpYml);
        _folder.Write("targets.yml", TargetsYml);
        using var output = new StringWriter();
        var code = CheckCommand.Create().Parse(["--config", _folder.Write("collector.yml", CollectorYml)]).Invoke(new InvocationConfiguration { Output = output });
        var printed = _folder.Relative(output.ToString());

        Assert.Equal(1, code);
        foreach (var (place, words) in new[]
        {
            ("collector.yml:1:1: error:", "did you mean \"listen\""),
            ("collector.yml:3:13: error:", "60 has no unit"),
            ("collector.yml:5:3: error:", "already at line 4"),
            ("collector.yml:10:15: error:", "<< merges mappings, and this is a single value (from line 9)"), // the anchor of a list
            ("collector.yml:12:18: error:", "url: not a URL"),
            ("collector.yml:14:39: error:", "invalid or unsupported Perl syntax: `(?=`"),
            ("snmp.yml:2:18: error:", "version"),
            ("snmp.yml:5:13: error:", "1.3.6.1.2.1.25.x"),
            ("snmp.yml:9:94: error:", "(?<"),
            ("targets.yml:2:29: error:", "there is no module \"if_mb\"; did you mean \"if_mib\"?"),
            ("targets.yml:4:46: warning:", "exported_ifIndex"),
            ("targets.yml:6:13: error:", "\"site-name\" is not a label name"),
        })
        {
            Assert.True(printed.Split('\n').Any(line => line.StartsWith(place, StringComparison.Ordinal) && line.Contains(words, StringComparison.Ordinal)), $"{place} {words} is not in\n{printed}");
        }

        // Each of them once, and nothing that only follows from another one.
        Assert.Equal(12, printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);
        Assert.EndsWith(": 11 errors, 1 warning\n", printed, StringComparison.Ordinal);

        Assert.DoesNotContain("not-to-be-seen", printed, StringComparison.Ordinal);
    }
}
