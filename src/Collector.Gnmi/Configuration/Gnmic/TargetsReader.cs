using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Configuration.Gnmic;

/// <summary>Reads the targets of a file: <c>address</c>, <c>targets</c> in its three forms, and what the file loader would load.</summary>
internal sealed class TargetsReader(
    GnmicSource source, GnmiTargetOptions defaults, IReadOnlyDictionary<string, SubscriptionOptions> subscriptions, GnmicOutputs outputs)
{
    private readonly List<GnmicTarget> _read = [];

    /// <summary>In the order written.</summary>
    public IReadOnlyList<GnmicTarget> Read(GnmicMapping keys)
    {
        var addresses = keys.Keys.Take("address") is { IsNull: false } node ? Addresses(node) : [];
        var targets = keys.Keys.Take("targets");
        foreach (var address in addresses) AddShort(address);
        if (addresses.Count == 0 && targets is not null) ReadAll(targets, "targets");
        else if (targets is { IsNull: false }) source.Problems.Warning(targets.Position, "targets are not used, because address is given, as in gnmic");
        if (keys.Text("targets-file") is { Text.Length: > 0 } file) ReadFile("targets-file", file);
        if (keys.Keys.Mapping("loader") is { } loader) ReadLoader(new GnmicMapping(loader, source));
        return _read;
    }

    private IReadOnlyList<YamlScalar> Addresses(YamlNode node) => node is YamlScalar one ? [one] : source.Nodes.Scalars(node, "address");

    private void ReadAll(YamlNode targets, string what)
    {
        if (targets is YamlScalar { IsNull: false } text)
        {
            foreach (var address in source.Expand(text, what).Split(' ', StringSplitOptions.RemoveEmptyEntries)) Add(null, new WrittenText(address, text.Position));
        }
        else if (source.Nodes.Mapping(targets, what) is { } mapping)
        {
            foreach (var (key, value) in mapping.Entries())
            {
                var name = new WrittenText(source.Expand(key, "name"), key.Position);
                if (value.IsNull) Add(null, name);
                else if (source.Nodes.Mapping(value, $"target {name.Text}") is { } entry) Add(new GnmicMapping(entry, source), name);
            }
        }
    }

    private void AddShort(YamlScalar address) => Add(null, new WrittenText(source.Expand(address, "address"), address.Position));

    /// <param name="entry">Null for one with nothing behind its name.</param>
    /// <param name="key">Its name, unless it says another, and its address, unless it says one.</param>
    private void Add(GnmicMapping? entry, WrittenText key)
    {
        var name = entry?.Text("name") is { Text.Length: > 0 } given ? given.Text : key.Text;
        var address = entry?.Text("address") is { Text.Length: > 0 } written ? written : key;
        var options = entry is null ? defaults : ConnectionReader.Read(entry, defaults, retry: "retry-timer");
        options = options with { Name = name, Addresses = ReadAddresses(address) };
        IReadOnlyList<WrittenLabel> tags = [];
        if (entry is not null)
        {
            options = options with { Subscriptions = ReadSubscriptions(entry), EventTags = EventTags.Read(entry, out tags) };
            outputs.Check(entry, $"target {name}");
            foreach (var (unsupported, why) in ForeignKeys.OfTargets) entry.NotSupported(unsupported, why);
            entry.RejectUnknown();
        }

        // A file's own subscriptions are what its targets get, whatever else there is.
        IReadOnlyList<string> names = options.Subscriptions ?? [.. subscriptions.Keys];
        _read.Add(new GnmicTarget(options, GroupOf(key, options, address.Position, names, entry, tags)));
    }

    private static TargetGroup GroupOf(
        WrittenText key, GnmiTargetOptions options, SourcePosition addressAt, IReadOnlyList<string> subscriptions, GnmicMapping? entry, IReadOnlyList<WrittenLabel> tags)
    {
        var labels = new List<WrittenLabel>(tags)
        {
            new(SteeringLabels.Protocol, Target.Gnmi, key.Position),
            new(SteeringLabels.Address, string.Join(',', options.Addresses), addressAt),
            new(SteeringLabels.Auth, options.Name, key.Position),
        };
        if (subscriptions.Count > 0) labels.Add(new(SteeringLabels.Subscriptions, string.Join(',', subscriptions), entry?.PositionOf("subscriptions") ?? key.Position));
        return new TargetGroup([key with { Text = options.Name }], labels);
    }

    private List<string> ReadAddresses(WrittenText written)
    {
        var addresses = new List<string>();
        foreach (var address in GnmiAddress.Split(written.Text))
        {
            // What is wrong is told by who checks targets, wherever they were found.
            addresses.Add(GnmiAddress.TryParse(address, defaults.Port, out var full, out _) ? full : address);
        }

        return addresses.Count > 0 ? addresses : [written.Text];
    }

    /// <summary>Null for all there are.</summary>
    private static string[]? ReadSubscriptions(GnmicMapping entry)
    {
        string[] names = [.. entry.Texts("subscriptions").Select(name => name.Text).Distinct(StringComparer.Ordinal)];
        return names.Length > 0 ? names : null;
    }

    private void ReadFile(string key, WrittenText file)
    {
        var named = new NamedFile(key, file.Text, source.FullPath(file.Text), file.Position);
        if (YamlFile.Load(named, source.Problems) is { } root) ReadAll(root, "the file");
    }

    /// <summary>A file of targets is read with the configuration, and so anew when it changes; nothing else is loaded.</summary>
    private void ReadLoader(GnmicMapping loader)
    {
        var type = loader.Text("type");
        if (type?.Text != "file")
        {
            source.Problems.Warning(type?.Position ?? loader.Keys.Position,
                $"loader: {(type is { } other ? $"\"{other.Text}\" is not supported" : "it has no type")}; targets come from files (targets.files with the label __protocol__: gnmi)");
            loader.Keys.Entries();
            return;
        }

        if (loader.Text("path") is not { Text.Length: > 0 } path) source.Problems.Error(loader.Keys.Position, "loader: path is required");
        else if (path.Text.Contains("://", StringComparison.Ordinal)) source.Problems.Warning(path.Position, "loader: only files of this machine are read");
        else ReadFile("path", path);

        foreach (var key in (string[])["interval", "start-delay", "enable-metrics", "debug"]) loader.Keys.Take(key);
        foreach (var key in (string[])["on-add", "on-delete", "actions", "vars", "vars-file"]) loader.NotSupported(key, "nothing is run when targets come and go");
        loader.RejectUnknown();
    }
}
