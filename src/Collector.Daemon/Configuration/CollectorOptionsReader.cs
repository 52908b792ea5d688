using System.Net;
using Collector.Daemon.Configuration.Rollups;
using Collector.Daemon.Logging;
using Collector.Daemon.Otlp;
using Collector.Export.Exposition;
using Collector.Export.RemoteWrite.Configuration;
using Collector.Gnmi.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Collector.Snmp.Polling;

namespace Collector.Daemon.Configuration;

/// <summary>Reads collector.yml, strictly: only keys that have an effect today are known.</summary>
internal sealed class CollectorOptionsReader(string folder, ConfigurationProblems problems)
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    /// <summary>Half of the five minutes that people write behind rate() and irate().</summary>
    private static readonly TimeSpan LongestForRates = TimeSpan.FromSeconds(150);

    /// <param name="path">Of collector.yml; paths in it are relative to its folder.</param>
    public static CollectorOptions Read(string path, ConfigurationProblems problems) =>
        Read(YamlFile.Load(path, problems), Path.GetDirectoryName(Path.GetFullPath(path))!, problems);

    /// <param name="document">What <see cref="YamlFile"/> made of a collector.yml.</param>
    /// <param name="folder">Paths in it are relative to this one.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static CollectorOptions Read(YamlNode? document, string folder, ConfigurationProblems problems)
    {
        var root = MappingReader.OverDocument(document, problems);
        var options = root is null ? new CollectorOptions { IsWritten = true, Snmp = ReadNoSnmp() } : new CollectorOptionsReader(folder, problems).Read(root);
        return options with { IsBlank = document is { IsNull: true } };
    }

    private CollectorOptions Read(MappingReader root)
    {
        var dataFolder = ReadDataFolder(root);
        var web = root.Scalar("web_config") is { Text.Length: > 0 } written ? NamedFile.In(folder, "web_config", written) : default(NamedFile?);
        var options = new CollectorOptions
        {
            IsWritten = true,
            DataFolder = dataFolder,
            Listen = ReadListen(root),
            Exposition = root.Mapping("metrics") is { } metrics ? ReadExposition(metrics) : new ExpositionOptions(),
            WebConfigFile = web?.Path,
            WebConfigNamed = web,
            Otlp = root.Mapping("otlp") is { } otlp ? new OtlpOptionsReader(folder, problems).Read(otlp) : null,
            Log = root.Mapping("log") is { } log ? LogOptionsReader.Read(log) : new LogOptions(),
            Defaults = root.Mapping("defaults") is { } defaults ? ReadDefaults(defaults) : new TargetDefaults(),
            Snmp = root.Mapping("snmp") is { } snmp ? ReadSnmp(snmp) : ReadNoSnmp(),
            Targets = root.Mapping("targets") is { } targets ? new TargetsSectionReader(folder, problems).Read(targets) : new TargetsSection(),
            ReloadOnChange = root.Bool("reload_on_change") ?? true,
            Shards = root.Int("shards", min: 1, max: CollectorOptions.MostShards) ?? 1,
            Gnmi = root.Mapping("gnmi") is { } gnmi ? GnmiConfigurationReader.Read(gnmi, folder, problems) : GnmiConfiguration.Empty,
            RemoteWrite = new RemoteWriteOptionsReader(folder, dataFolder, problems).Read(root),
        };
        options = options with { Defaults = options.Defaults with { Subscriptions = [.. options.Gnmi.Options.Subscriptions.Keys] } };
        options = options with { Rollups = RollupsReader.Read(root, problems) };
        root.RejectUnknown();
        return options;
    }

    /// <summary>It is made when something is to be kept, but not where there is a file.</summary>
    private string? ReadDataFolder(MappingReader root)
    {
        if (root.Scalar("data_dir") is not { Text.Length: > 0 } written) return null;
        var named = NamedFile.In(folder, "data_dir", written);
        if (Directory.Exists(named.Path) || File.Exists(named.Path))
        {
            if (FileTrouble.OfFolder(named.Path) is { } trouble) problems.Error(named.Position, named.Said(trouble));
        }

        return named.Path;
    }

    /// <summary>One address, or a list of them.</summary>
    private List<IPEndPoint> ReadListen(MappingReader root)
    {
        var values = new NodeReader(problems);
        var read = new List<IPEndPoint>();
        var node = root.Take("listen");
        IReadOnlyList<YamlScalar> texts = node switch
        {
            null or { IsNull: true } => [],
            YamlScalar one => [one],
            _ => values.Scalars(node, "listen"),
        };
        foreach (var text in texts)
        {
            if (!ListenAddress.TryParse(text.Text, out var endpoint)) problems.Error(text.Position, $"listen: \"{text.Text}\" is not {ListenAddress.Form}");
            else if (read.Contains(endpoint)) problems.Error(text.Position, $"listen: {text.Text} is there twice");
            else read.Add(endpoint);
        }
        return read.Count > 0 ? read : [ListenAddress.Default];
    }

    private static ExpositionOptions ReadExposition(MappingReader metrics)
    {
        var builtIn = new ExpositionOptions();
        var read = builtIn with { Up = metrics.Bool("up") ?? builtIn.Up, GnmicNames = metrics.Bool("gnmic_names") ?? builtIn.GnmicNames, Timestamps = metrics.Bool("timestamps") ?? builtIn.Timestamps };
        metrics.RejectUnknown();
        return read;
    }

    private TargetDefaults ReadDefaults(MappingReader defaults)
    {
        var builtIn = new TargetDefaults();
        var read = new TargetDefaults
        {
            Interval = defaults.Duration("interval", ShortestInterval) ?? builtIn.Interval,
            PacketTimeout = defaults.Duration("timeout", ShortestTimeout, LongestTimeout) ?? builtIn.PacketTimeout,
            Retries = defaults.Int("retries", min: 0, max: 100) ?? builtIn.Retries,
            Limits = new RequestLimits
            {
                Gap = defaults.Duration("request_gap", TimeSpan.Zero, RequestLimits.LongestGap) ?? builtIn.Limits.Gap,
                InFlight = defaults.Int("requests_in_flight", min: 1, max: RequestLimits.MostInFlight),
                Backoff = defaults.Int("backoff", min: 1, max: RequestLimits.MostBackoff) ?? builtIn.Limits.Backoff,
            },
            Auth = defaults.String("auth") ?? builtIn.Auth,
            AuthAt = defaults.Has("auth") ? defaults.PositionOf("auth") : null,
            Modules = defaults.StringList("modules")?.Distinct(StringComparer.Ordinal).ToArray() ?? builtIn.Modules,
            ModulesAt = defaults.Has("modules") ? defaults.PositionOf("modules") : null,
        };
        if (read.Modules.Count == 0) problems.Error(defaults.PositionOf("modules"), "modules: name at least one");
        if (read.PacketTimeout > read.Interval)
        {
            problems.Warning(defaults.PositionOf(defaults.Has("timeout") ? "timeout" : "interval"),
                $"the timeout of one packet, {DurationText.Format(read.PacketTimeout)}, is longer than the interval of {DurationText.Format(read.Interval)}");
        }
        if (read.Interval > LongestForRates) problems.Warning(defaults.PositionOf("interval"), $"interval: {DurationText.Format(read.Interval)} leaves windows of five minutes, as most rules and dashboards have them, fewer than two polls; give those a wider one");
        defaults.RejectUnknown();
        return read;
    }

    /// <summary>What a collector.yml says that has no such section.</summary>
    private static SnmpSettings ReadNoSnmp() => new() { Endpoint = new SnmpEndpointOptions { AllowedTargets = AllowedTargets.Configured } };

    private SnmpSettings ReadSnmp(MappingReader snmp)
    {
        var read = new SnmpSettings
        {
            ConfigFiles = [.. snmp.Scalars("config_files").Select(file => NamedFile.In(folder, "config_files", file))],
            ProfileFolders = [.. snmp.Scalars("profiles").Select(profiles => NamedFile.In(folder, "profiles", profiles))],
            Lanes = snmp.Int("lanes", min: 1, max: SnmpSettings.MostLanes) ?? SnmpSettings.DefaultLanes,
            SourceAddress = ReadAddress(snmp, "source_address"),
            ReceiveBufferBytes = snmp.Int("receive_buffer", min: 4096, max: 1 << 30),
            RequestsInFlight = snmp.Int("requests_in_flight", min: 1, max: 1_000_000),
            Paces = PacesReader.Read(snmp, problems),
            Packing = PackingReader.Read(snmp, problems),
            ReplyOctets = snmp.Int("reply_octets", min: PollEngineOptions.LeastReplyOctets, max: PollEngineOptions.LargestReplyOctets),
            Endpoint = new SnmpEndpointOptions { AllowedTargets = AllowedTargetsReader.Read(snmp, problems) },
        };
        snmp.RejectUnknown();
        return read;
    }

    private IPAddress? ReadAddress(MappingReader mapping, string key)
    {
        if (mapping.Scalar(key) is not { } text) return null;
        if (IPAddress.TryParse(text.Text, out var address)) return address;
        problems.Error(text.Position, $"{key}: \"{text.Text}\" is not an IP address");
        return null;
    }
}
