using System.Text;
using Collector.Gnmi.Configuration;
using Collector.Gnmi.Configuration.Gateway;
using Collector.Pipeline.Configuration;

namespace Collector.Fuzz.Targets;

/// <summary>The <c>gnmi</c> section, and gnmi-gateway's files.</summary>
internal sealed class GnmicYamlTarget : FuzzTarget
{
    public override string Name => "gnmic-yaml";

    public override IReadOnlyList<byte[]> Samples { get; } = new[]
    {
        """
        username: admin
        password: $NOTHING
        port: 57400
        insecure: true
        targets: { edge1: , edge2: { address: "192.0.2.1:9339,[::1]", event-tags: { a-b: c }, tls-min-version: 1.2, metadata: { x: y }, grpc-keepalive: { time: 1m } } }
        subscriptions:
          a: { paths: [/a/b, "o:/c[k=v]"], stream-mode: sample, sample-interval: 10s, history: { snapshot: 2026-03-01T12:00:00Z } }
          b: { prefix: /x, mode: once, encoding: json_ietf }
          c: { stream-subscriptions: [ { paths: [/a], stream-mode: on-change } ] }
        outputs: { p: { type: prometheus, metric-prefix: x, strings-as-labels: true, event-processors: [e] } }
        """,
        """{"request":{"r":{"subscribe":{"subscription":[{"path":{"elem":[{"name":"a","key":{"k":"*"}}]},"mode":"SAMPLE","sampleInterval":"10000000000"}]}}},"target":{"t":{"addresses":["a:1"],"request":"r","meta":{"NoTLSVerify":"yes"}}}}""",
        "connection: {t: {addresses: [a], credentials: {username: u, password: p}, request: r}}\nrequest: {r: {target: '*', paths: [/a]}}\n",
    }.Select(Encoding.UTF8.GetBytes).ToList();

    public override IReadOnlyList<byte[]> Tokens { get; } = YamlTokens.With(
        "${", "$A", "address: ", "targets: a b\n", "unix:///", "-1s", "tls-version: ", "18446744073709551616", "paths: [", "/a[", "mode: poll", "encoding: 5", "loader: {type: file, path: x}", "outputs: ", "event-tags: {", "element: [a]", "elem: [");

    public override void Read(byte[] input)
    {
        var problems = new ConfigurationProblems();
        var document = YamlTokens.Load(input, problems);
        if (MappingReader.OverDocument(document, problems) is { } section)
        {
            var read = GnmiConfigurationReader.Read(section, "/nowhere", problems, _ => null);
            Must(read.Options.Subscriptions.Values.All(subscription => subscription.Paths.Count > 0 && subscription.Paths.All(part => part.Paths.Count > 0)), "a subscription has paths");
            Must(read.Options.Targets.Values.All(target => target.Addresses.Count > 0), "a target has an address");
            GnmiOptionsWriter.Write(read.Options, new YamlWriter(TextWriter.Null));
        }

        GnmiOptionsWriter.Write(GatewayTargets.Read(document, problems), new YamlWriter(TextWriter.Null));
        YamlTokens.MustHavePlaces(problems);
    }
}
