using System.Net;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Dns;
using Collector.Pipeline.Http;
using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Targets;
using Collector.Pipeline.Targets.Lists;

namespace Collector.Daemon.Configuration;

/// <summary>Reads the <c>targets</c> section, whose parts have Prometheus' own shapes: <c>static</c>, <c>files</c>, <c>http</c>, <c>dns</c>, <c>relabel_configs</c>.</summary>
internal sealed class TargetsSectionReader(string folder, ConfigurationProblems problems)
{
    /// <summary>A server that is asked more often is being attacked.</summary>
    private static readonly TimeSpan ShortestRefresh = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, DnsRecordType> DnsTypes = new(StringComparer.OrdinalIgnoreCase) { ["SRV"] = DnsRecordType.Srv, ["A"] = DnsRecordType.A, ["AAAA"] = DnsRecordType.Aaaa };

    private readonly RelabelRulesReader _rules = new(problems);

    public TargetsSection Read(MappingReader targets)
    {
        var read = new TargetsSection
        {
            Static = TargetGroupReader.Read(targets.Sequence("static"), problems),
            Files = ReadPatterns(targets.Scalars("files")),
            Lists = [.. targets.Mappings("http").Select(ReadHttp).OfType<HttpListOptions>(), .. targets.Mappings("dns").Select(ReadDns).OfType<DnsListOptions>()],
            Rules = _rules.Read(targets, "relabel_configs"),
        };
        targets.RejectUnknown();
        return read;
    }

    private HttpListOptions? ReadHttp(MappingReader http)
    {
        var url = HttpUrl.Read(http, "url", problems);
        var interval = http.Duration("refresh_interval", ShortestRefresh) ?? HttpListOptions.DefaultRefreshInterval;
        var client = new HttpClientOptionsReader(folder, problems).Read(http);
        var rules = _rules.Read(http, "relabel_configs");
        http.RejectUnknown();
        return url is null ? null : new HttpListOptions { Url = url, RefreshInterval = interval, Client = client, Rules = rules };
    }

    private DnsListOptions? ReadDns(MappingReader dns)
    {
        var errors = problems.ErrorCount;
        var options = new DnsListOptions
        {
            Names = ReadNames(dns),
            Type = dns.Choice("type", DnsTypes) ?? DnsRecordType.Srv,
            Port = dns.Int("port", min: 1, max: ushort.MaxValue),
            RefreshInterval = dns.Duration("refresh_interval", ShortestRefresh) ?? DnsListOptions.DefaultRefreshInterval,
            Servers = ReadServers(dns),
            Rules = _rules.Read(dns, "relabel_configs"),
        };
        if (options.Type == DnsRecordType.Srv && options.Port is not null) problems.Warning(dns.PositionOf("port"), "port has no effect: SRV records have a port of their own");
        dns.RejectUnknown();
        return problems.ErrorCount == errors ? options : null;
    }

    private List<string> ReadNames(MappingReader dns)
    {
        var names = new List<string>();
        foreach (var name in dns.Scalars("names"))
        {
            if (DnsName.IsName(name.Text)) names.Add(name.Text);
            else problems.Error(name.Position, $"names: \"{name.Text}\" is not a name of the DNS");
        }

        if (names.Count == 0 && dns.IsNull("names")) problems.Error(dns.Position, "names: at least one is required");
        return names;
    }

    private List<IPEndPoint> ReadServers(MappingReader dns)
    {
        var servers = new List<IPEndPoint>();
        foreach (var server in dns.Scalars("servers"))
        {
            if (IPAddress.TryParse(server.Text, out var address)) servers.Add(new IPEndPoint(address, ResolverSettings.Port));
            else if (IPEndPoint.TryParse(server.Text, out var endpoint) && endpoint.Port != 0) servers.Add(endpoint);
            else problems.Error(server.Position, $"servers: \"{server.Text}\" is not an address such as 192.0.2.53 or 192.0.2.53:5353");
        }

        return servers;
    }

    private List<FilePattern> ReadPatterns(IReadOnlyList<YamlScalar> texts)
    {
        var patterns = new List<FilePattern>();
        foreach (var text in texts)
        {
            if (!FilePattern.TryParse(text.Text, folder, out var pattern, out var wrong))
            {
                problems.Error(text.Position, $"files: {wrong}");
                continue;
            }

            var named = new NamedFile("files", text.Text, pattern.ToString(), text.Position);
            patterns.Add(pattern with { NamedBy = named });
            WarnOfNothing(pattern, named);
        }

        return patterns;
    }

    /// <summary>Target files may come later; what is there and cannot be read is told by who reads it.</summary>
    private void WarnOfNothing(FilePattern pattern, NamedFile named)
    {
        if (!pattern.HasWildcard)
        {
            if (!File.Exists(named.Path) && FileTrouble.Of(named.Path) is { } trouble) problems.Warning(named.Position, named.Said(trouble));
        }
        else if (!Directory.Exists(pattern.Folder)) problems.Warning(named.Position, named.Said($"matches no file: {pattern.Folder} {FileTrouble.OfFolder(pattern.Folder)}"));
        else if (FileTrouble.OfFolder(pattern.Folder) is null && pattern.List().Count == 0) problems.Warning(named.Position, named.Said("matches no file yet"));
    }
}
