using System.Text;
using Collector.Daemon.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;

namespace Collector.Fuzz.Targets;

/// <summary>collector.yml, down to the targets that it lists.</summary>
internal sealed class CollectorYamlTarget : FuzzTarget
{
    public override string Name => "collector.yml";

    public override IReadOnlyList<byte[]> Samples { get; } = new[]
    {
        """
        listen: 127.0.0.1:9116
        defaults: { interval: 60s, timeout: 5s, retries: 3, auth: public_v2, modules: [if_mib] }
        snmp: { config_files: [snmp.yml], lanes: 2, source_address: 127.0.0.1, receive_buffer: 65536 }
        targets:
          static:
          - targets: ["192.0.2.1", "tcp://[2001:db8::1]:1161"]
            labels: { site: ams1, __param_module: "if_mib,system", __scrape_interval__: 1m30s, __address__: x, instance: y }
          files: ["targets/*.yml"]
        """,
        "listen: ['127.0.0.1:1', '[::1]:2']\ntargets: {static: [{targets: [a, b], labels: {__scrape_timeout__: 500ms, __param_auth: c}}]}\n",
    }.Select(Encoding.UTF8.GetBytes).ToList();

    public override IReadOnlyList<byte[]> Tokens { get; } = YamlTokens.With(
        "interval: ", "timeout: 1h1h", "0s", "99999999999h", "1.5ms", "__param_snmp_context: z", "__metrics_path__: /", "[::1]:99999", "udp6://", "tcp://", "targets: ", "labels: {", "allowed_targets: [10.0.0.0/33]", "a=\"b\"");

    public override void Read(byte[] input)
    {
        var problems = new ConfigurationProblems();
        var options = CollectorOptionsReader.Read(YamlTokens.Load(input, problems), "/nowhere", problems);
        var builder = new TargetBuilder(options.Defaults, new SnmpTargetCheck(null));
        foreach (var written in options.Targets.Static.SelectMany(group => builder.Build(group, problems)))
            Must(written.Target.Instance.Length > 0 && written.Target.Interval > TimeSpan.Zero && written.Target.Deadline > TimeSpan.Zero, "a target can be polled");
        YamlTokens.MustHavePlaces(problems);
        Must(options.Listen.Count > 0, "there is somewhere to listen");
    }
}
