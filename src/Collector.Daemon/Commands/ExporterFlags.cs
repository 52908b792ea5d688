using System.CommandLine;
using System.Net;
using Collector.Daemon.Configuration;
using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Commands;

/// <summary>The flags of snmp_exporter that stand in place of a collector.yml, so that its unit file works with our name in it.</summary>
internal sealed class ExporterFlags
{
    private readonly Option<string[]> _files = new("--config.file")
    {
        Description = "An snmp.yml or a pattern of such files, in place of a collector.yml; may be repeated; snmp.yml by default",
        HelpName = "FILE",
    };

    private readonly Switch _expand = new("--config.expand-environment-variables", "Take $NAME in user names and passwords of snmp.yml from the environment");

    private readonly Option<string?> _source = new("--snmp.source-address") { Description = "The address that requests come from", HelpName = "ADDRESS" };

    private readonly Switch _wrap = new("--snmp.wrap-large-counters", "Show 64-bit counters on /snmp as they are instead of wrapping them at 2^53", isOn: true);

    private readonly Option<int?> _concurrency = new("--snmp.module-concurrency") { Description = "Accepted; the modules of a target share its window of requests", Hidden = true };

    private readonly Switch _debug = new("--snmp.debug-packets", "Accepted; has no effect");

    public IEnumerable<Option> Options => [_files, .. _expand.Options, _source, .. _wrap.Options, _concurrency, .. _debug.Options];

    /// <summary>The first flag that was given; null without any.</summary>
    public string? FirstGiven(ParseResult result) => Options.FirstOrDefault(option => result.GetResult(option) is { Implicit: false })?.Name;

    /// <param name="result">The command line.</param>
    /// <param name="problems">Gets what is wrong with a flag, and which flags have no effect; the flag stands for the place.</param>
    public ExporterSettings Read(ParseResult result, ConfigurationProblems problems)
    {
        if (result.GetValue(_concurrency) is not null)
            problems.Warning(At(_concurrency.Name), "has no effect: the modules of a target share its window of requests, which grows with success");
        if (_debug.IsOn(result)) problems.Warning(At("--snmp.debug-packets"), "has no effect");
        var settings = new ExporterSettings
        {
            ExpandEnvironment = _expand.IsOn(result),
            SourceAddress = ReadSource(result.GetValue(_source) ?? "", problems),
            Endpoint = new SnmpEndpointOptions { WrapLargeCounters = _wrap.IsOn(result) },
        };
        return result.GetValue(_files) is { Length: > 0 } files ? settings with { ConfigFiles = files } : settings;
    }

    /// <summary>Go's form of a local address: <c>192.0.2.1:</c>, <c>192.0.2.1:0</c>, <c>[2001:db8::1]:</c>, and the address alone.</summary>
    private IPAddress? ReadSource(string text, ConfigurationProblems problems)
    {
        if (text.Length == 0) return null;
        if (text[0] != '[' && IPAddress.TryParse(text, out var alone)) return alone;
        var colon = text.LastIndexOf(':');
        var (host, port) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        if (!IPAddress.TryParse(host, out var address))
        {
            problems.Error(At(_source.Name), $"\"{text}\" is not an address such as 192.0.2.1: or [2001:db8::1]:");
            return null;
        }

        if (port is not ("" or "0")) problems.Warning(At(_source.Name), $"the port {port} is left to the system: each lane has a socket of its own");
        return address;
    }

    private static SourcePosition At(string flag) => SourcePosition.Whole(flag);
}
