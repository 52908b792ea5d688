using System.Text;
using Collector.Daemon.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;

namespace Collector.Fuzz.Targets;

/// <summary>Files of targets, as discovery reads them.</summary>
internal sealed class TargetsYamlTarget : FuzzTarget
{
    public override string Name => "targets.yml";

    public override IReadOnlyList<byte[]> Samples { get; } = new[]
    {
        """
        - targets: ["192.0.2.1", "tcp://[2001:db8::1]:1161", r1.example.net]
          labels: &l { site: ams1, __param_module: "if_mib,system", __scrape_interval__: 1m30s, instance: y }
        - targets: [192.0.2.9]
          labels: { <<: *l, __protocol__: gnmi, __subscriptions__: interfaces }
        """,
        """[{"targets": ["192.0.2.1:161"], "labels": {"__param_auth": "public_v2", "__scrape_timeout__": "500ms"}}]""",
    }.Select(Encoding.UTF8.GetBytes).ToList();

    public override IReadOnlyList<byte[]> Tokens { get; } = YamlTokens.With(
        "targets: ", "labels: ", "__param_module: ", "__scrape_interval__: 0s", "__protocol__: gnmi", "__address__: ", "[::1]:99999", "udp6://", "a=\"b\"", "instance: ''");

    public override void Read(byte[] input)
    {
        var problems = new ConfigurationProblems();
        var groups = TargetGroupReader.ReadFile(input, "fuzz.yml", problems);
        foreach (var target in groups.SelectMany(group => new TargetBuilder(new TargetDefaults(), new SnmpTargetCheck(null)).Build(group, problems)))
            Must(target.Target.Instance.Length > 0 && (target.Target.Protocol != Target.Snmp || target.Target.Interval > TimeSpan.Zero), "a target can be polled");
        YamlTokens.MustHavePlaces(problems);
    }
}
