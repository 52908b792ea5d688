using Collector.Daemon.Configuration;
using Collector.Daemon.Configuration.Rollups;
using Collector.Daemon.Logging;
using Collector.Daemon.Otlp;
using Collector.Export.Exposition;
using Collector.Export.RemoteWrite.Configuration;
using Collector.Gnmi.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Targets;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Endpoints;

/// <summary>The configuration in force as YAML, secrets masked: the keys of collector.yml where there is one, then auths and modules as in snmp.yml.</summary>
internal static class ConfigurationYaml
{
    public static string Of(CollectorConfiguration configuration)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var yaml = new YamlWriter(text);
        if (configuration.Options.IsWritten) WriteOptions(configuration.Options, yaml);
        SnmpConfigWriter.Write(configuration.Modules, yaml);
        return text.ToString();
    }

    private static void WriteOptions(CollectorOptions options, YamlWriter yaml)
    {
        yaml.List("listen", options.Listen.Select(listen => listen.ToString()));
        if (!options.ReloadOnChange) yaml.Value("reload_on_change", false);
        yaml.ValueIfAny("data_dir", options.DataFolder ?? "");
        yaml.Value("shards", options.Shards);
        if (options.Exposition != new ExpositionOptions()) yaml.Mapping("metrics", () => WriteExposition(options.Exposition, yaml));
        if (options.Otlp is { } otlp) yaml.Mapping("otlp", () => OtlpOptionsReader.Write(otlp, yaml));
        if (options.Log != new LogOptions()) yaml.Mapping("log", () => WriteLog(options.Log, yaml));
        yaml.Mapping("defaults", () => WriteDefaults(options.Defaults, yaml));
        yaml.Mapping("snmp", () => WriteSnmp(options.Snmp, yaml));
        GnmiOptionsWriter.Write(options.Gnmi.Options, yaml);
        TargetsYaml.Write(yaml, options.Targets);
        RemoteWriteOptionsWriter.Write(options.RemoteWrite, yaml);
        RollupsWriter.Write(options.Rollups, yaml);
    }

    private static void WriteExposition(ExpositionOptions exposition, YamlWriter yaml)
    {
        yaml.Value("up", exposition.Up);
        yaml.Value("gnmic_names", exposition.GnmicNames);
        yaml.Value("timestamps", exposition.Timestamps);
    }

    private static void WriteLog(LogOptions log, YamlWriter yaml)
    {
        if (log.Level is { } level) yaml.Value("level", LogOptionsReader.Levels.First(word => word.Value == level).Key);
        if (log.Format is { } format) yaml.Value("format", EnumLabels<LogFormat>.Of(format));
        if (log.LinesPerMinute is { } lines) yaml.Value("lines_per_minute", lines);
        if (log.RepeatsPerMinute is { } repeats) yaml.Value("repeats_per_minute", repeats);
    }

    private static void WriteDefaults(TargetDefaults defaults, YamlWriter yaml)
    {
        yaml.Value("interval", defaults.Interval);
        yaml.Value("timeout", defaults.PacketTimeout);
        yaml.Value("retries", defaults.Retries);
        if (defaults.Limits.Gap > TimeSpan.Zero) yaml.Value("request_gap", defaults.Limits.Gap);
        if (defaults.Limits.InFlight is { } inFlight) yaml.Value("requests_in_flight", inFlight);
        if (defaults.Limits.Backoff > 1) yaml.Value("backoff", defaults.Limits.Backoff);
        yaml.Value("auth", defaults.Auth);
        yaml.List("modules", defaults.Modules);
    }

    private static void WriteSnmp(SnmpSettings snmp, YamlWriter yaml)
    {
        yaml.List("config_files", snmp.ConfigFiles.Select(file => file.Path));
        yaml.ListIfAny("profiles", [.. snmp.ProfileFolders.Select(folder => folder.Path)]);
        WriteAllowed(snmp.Endpoint.AllowedTargets, yaml);
        WritePaces(snmp.Paces, yaml);
        WritePacking(snmp.Packing, yaml);
        if (snmp.ReplyOctets is { } octets) yaml.Value("reply_octets", octets);
        yaml.Value("lanes", snmp.Lanes);
        if (snmp.SourceAddress is { } source) yaml.Value("source_address", source.ToString());
        if (snmp.ReceiveBufferBytes is { } bytes) yaml.Value("receive_buffer", bytes);
        if (snmp.RequestsInFlight is { } inFlight) yaml.Value("requests_in_flight", inFlight);
    }

    private static void WritePaces(SnmpPaces paces, YamlWriter yaml)
    {
        if (!paces.IsOn)
        {
            yaml.Value("paces", "off");
            return;
        }

        yaml.Mapping("paces", () =>
        {
            yaml.Value("labels", paces.Labels);
            yaml.Value("constants", paces.Constants);
            WriteColumns(paces.Columns, yaml);
            if (paces.Modules.Count > 0) yaml.Mapping("modules", () => WriteModulePaces(paces.Modules, yaml));
        });
    }

    private static void WritePacking(SnmpPacking packing, YamlWriter yaml)
    {
        if (packing.Modules.Count == 0) yaml.Value("packing", packing.IsOn ? "columns" : "off");
        else yaml.Mapping("packing", () =>
        {
            foreach (var (name, (isOn, _)) in packing.Modules) yaml.Value(name, isOn ? "columns" : "off");
        });
    }

    private static void WriteModulePaces(IReadOnlyDictionary<string, ModulePaceOptions> modules, YamlWriter yaml)
    {
        foreach (var (name, paces) in modules)
        {
            if (paces.IsOn == false) yaml.Value(name, "off");
            else yaml.Mapping(name, () =>
            {
                if (paces.Labels is { } labels) yaml.Value("labels", labels);
                if (paces.Constants is { } constants) yaml.Value("constants", constants);
                WriteColumns(paces.Columns, yaml);
            });
        }
    }

    private static void WriteColumns(IReadOnlyDictionary<string, TimeSpan> columns, YamlWriter yaml)
    {
        if (columns.Count == 0) return;
        yaml.Mapping("columns", () =>
        {
            foreach (var (column, pace) in columns) yaml.Value(column, pace);
        });
    }

    private static void WriteAllowed(AllowedTargets allowed, YamlWriter yaml)
    {
        if (allowed.Rules is not { } rules) yaml.Value("allowed_targets", AllowedTargetsReader.AnyWord);
        else if (rules.Count == 0 && allowed.HasConfigured) yaml.Value("allowed_targets", AllowedTargetsReader.ConfiguredWord);
        else yaml.Items<AllowedNetworks?>("allowed_targets", [.. allowed.HasConfigured ? [null] : (AllowedNetworks?[])[], .. rules], rule =>
        {
            if (rule is null) yaml.Item(AllowedTargetsReader.ConfiguredWord);
            else WriteRule(rule, yaml);
        });
    }

    private static void WriteRule(AllowedNetworks rule, YamlWriter yaml)
    {
        yaml.List("networks", rule.Networks.Select(network => network.ToString()));
        if (rule.Auths is { } auths) yaml.List("auths", auths.Order(StringComparer.Ordinal));
    }
}
