using Collector.Daemon.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Http;
using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Targets;
using Collector.Pipeline.Targets.Lists;

namespace Collector.Daemon.Endpoints;

/// <summary>Writes the <c>targets</c> section as it is in force, secrets masked.</summary>
internal static class TargetsYaml
{
    /// <summary>Nothing for an empty one.</summary>
    public static void Write(YamlWriter yaml, TargetsSection targets)
    {
        if (targets.Static.Count + targets.Files.Count + targets.Lists.Count + targets.Rules.Rules.Count > 0) yaml.Mapping("targets", () => WriteSection(yaml, targets));
    }

    private static void WriteSection(YamlWriter yaml, TargetsSection targets)
    {
        if (targets.Static.Count > 0) yaml.Items("static", [.. targets.Static], group => WriteGroup(group, yaml));
        yaml.ListIfAny("files", [.. targets.Files.Select(pattern => pattern.ToString())]);
        HttpListOptions[] http = [.. targets.Lists.OfType<HttpListOptions>()];
        DnsListOptions[] dns = [.. targets.Lists.OfType<DnsListOptions>()];
        if (http.Length > 0) yaml.Items("http", http, list => WriteHttp(list, yaml));
        if (dns.Length > 0) yaml.Items("dns", dns, list => WriteDns(list, yaml));
        RelabelRulesWriter.Write(yaml, "relabel_configs", targets.Rules);
    }

    private static void WriteGroup(TargetGroup group, YamlWriter yaml)
    {
        yaml.List("targets", group.Targets.Select(target => target.Text));
        if (group.Labels.Count == 0) return;
        yaml.Mapping("labels", () =>
        {
            foreach (var label in group.Labels) yaml.Value(label.Name, label.Value);
        });
    }

    private static void WriteHttp(HttpListOptions list, YamlWriter yaml)
    {
        yaml.Value("url", list.Name);
        yaml.Value("refresh_interval", list.RefreshInterval);
        HttpClientOptionsWriter.Write(yaml, list.Client);
        RelabelRulesWriter.Write(yaml, "relabel_configs", list.Rules);
    }

    private static void WriteDns(DnsListOptions list, YamlWriter yaml)
    {
        yaml.List("names", list.Names);
        yaml.Value("type", list.Type.ToString().ToUpperInvariant());
        if (list.Port is { } port) yaml.Value("port", port);
        yaml.Value("refresh_interval", list.RefreshInterval);
        yaml.ListIfAny("servers", [.. list.Servers.Select(server => server.ToString())]);
        RelabelRulesWriter.Write(yaml, "relabel_configs", list.Rules);
    }
}
