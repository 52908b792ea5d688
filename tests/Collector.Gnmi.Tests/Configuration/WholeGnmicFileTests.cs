using Collector.Gnmi.Configuration;

namespace Collector.Gnmi.Tests.Configuration;

/// <summary>A configuration such as a team runs, with every key that gnmic has, taken as it is.</summary>
public sealed class WholeGnmicFileTests : IDisposable
{
    private const string File = """
        address: []
        username: $GNMI_USER
        password: pa$$word
        port: 9339
        encoding: json_ietf
        insecure: false
        skip-verify: true
        tls-server-name: devices.example
        tls-min-version: "1.2"
        timeout: 15s
        retry: 5s
        max-msg-size: 16777216
        gzip: false
        log: true
        log-file: /var/log/gnmic.log
        debug: false
        cluster-name: edge
        metadata: { x-team: net }
        targets:
          edge1.ams:
          edge2.ams:
            address: 192.0.2.2
            subscriptions: [interfaces, bgp]
            outputs: [prom]
            event-tags: { site: ams1, role: edge }
            tags: [site=ams1]
            buffer-size: 1000
            proto-files: [a.proto]
            grpc-window-size: 65536
          edge3.ams:
            address: 192.0.2.3:50051,192.0.2.4:50051
            insecure: true
            username: ""
            password: ""
            proxy: socks5://192.0.2.9:1080
            outputs: [bus]
        subscriptions:
          interfaces:
            paths:
            - /interfaces/interface/state/counters
            - openconfig:/interfaces/interface[name=*]/state/oper-status
            stream-mode: sample
            sample-interval: 10s
          bgp:
            prefix: /network-instances/network-instance[name=default]
            paths: ["protocols/protocol[identifier=BGP][name=BGP]/bgp/neighbors"]
            mode: STREAM
            stream-mode: ON_CHANGE
            heartbeat-interval: 1m
            encoding: proto
            qos: 20
          platform:
            stream-subscriptions:
            - { paths: [/components/component/state/temperature], stream-mode: sample, sample-interval: 30s, suppress-redundant: true, heartbeat-interval: 10m }
            - { paths: [/components/component/state/oper-status], stream-mode: on-change }
        outputs:
          prom: { type: prometheus, listen: ":9804", path: /metrics, metric-prefix: gnmic, append-subscription-name: true, strings-as-labels: true, expiration: 5m, event-processors: [trim] }
          bus: { type: kafka, address: "192.0.2.10:9092", topic: telemetry }
        processors: { trim: { event-strings: { value-names: [".*"] } } }
        loader: { type: consul, address: "192.0.2.11:8500" }
        clustering: { cluster-name: edge, locker: { type: consul } }
        gnmi-server: { address: ":57401" }
        api-server: { address: ":7890" }
        """;

    private readonly GnmiYaml _yaml = new();

    public void Dispose() => _yaml.Dispose();

    private GnmiOptions Read()
    {
        _yaml.Variables["GNMI_USER"] = "collector";
        _yaml.Write("gnmic.yml", File);
        return _yaml.Read("config_files: [gnmic.yml]").Options;
    }

    [Fact]
    public void It_is_understood_without_a_change()
    {
        var options = Read();

        Assert.False(_yaml.Problems.HasErrors, _yaml.Problems.ToString());
        Assert.Equal(["edge1.ams", "edge2.ams", "edge3.ams"], options.Targets.Keys);
        var (edge1, edge3) = (options.Targets["edge1.ams"], options.Targets["edge3.ams"]);
        Assert.Equal(("edge1.ams:9339", "collector", "pa$$word", true, 15.0), (edge1.Addresses[0], edge1.Username!.Reveal(), edge1.Password!.Reveal(), edge1.Tls.SkipVerify, edge1.Timeout.TotalSeconds));
        Assert.Equal((2, true, null, null), (edge3.Addresses.Count, edge3.Insecure, edge3.Username, edge3.Password));
        Assert.Equal([1, 1, 2], new[] { "interfaces", "bgp", "platform" }.Select(name => options.Subscriptions[name].Paths.Count));
        Assert.Equal(("gnmic", true, true), (options.Mapping.MetricPrefix, options.Mapping.AppendSubscriptionName, options.Mapping.StringsAsLabels));
    }

    [Fact]
    public void Each_key_without_a_counterpart_is_named_with_its_line()
    {
        Read();

        string[] expected =
        [
            "14 log", "15 log-file", "17 cluster-name", "26 tags", "27 buffer-size", "28 proto-files", "29 grpc-window-size", "35 proxy", "36 target edge3.ams", "57 listen", "57 expiration", "57 event-processors",
            "58 output bus:", "59 processors", "60 loader:", "61 clustering", "62 gnmi-server", "63 api-server",
        ];
        Assert.Equal(expected, _yaml.Problems.OrderBy(problem => problem.Position.Line).ThenBy(problem => problem.Position.Column)
            .Select(problem => $"{problem.Position.Line} {string.Join(' ', problem.Message.Split(' ').Take(problem.Message.StartsWith("target", StringComparison.Ordinal) || problem.Message.StartsWith("output", StringComparison.Ordinal) ? 2 : 1))}"));
    }
}
