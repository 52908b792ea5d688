using System.Globalization;
using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Configuration.Gnmic;

/// <summary>Reads one entry of <c>subscriptions</c>.</summary>
internal sealed class SubscriptionReader(string name, GnmicMapping keys)
{
    private static readonly string[] OfTheWholeOnly = ["mode", "prefix", "target", "set-target", "encoding", "history", "models", "updates-only", "stream-subscriptions", "qos", "depth"];

    private ConfigurationProblems Problems => keys.Source.Problems;

    /// <summary>Null when there is nothing that could be subscribed to.</summary>
    public SubscriptionOptions? Read()
    {
        var prefix = keys.Text("prefix") is { Text.Length: > 0 } text ? ReadPath(text, "prefix") : null;
        var mode = ReadWord<SubscriptionListMode>(keys, "mode") ?? SubscriptionListMode.Stream;
        var paths = ReadPaths(prefix is not null, mode);
        var read = new SubscriptionOptions
        {
            Name = name,
            WrittenAt = keys.Keys.Position,
            Prefix = prefix,
            Mode = mode,
            Paths = paths,
            Target = keys.NonEmpty("target"),
            SetTarget = keys.Keys.Bool("set-target") ?? false,
            Encoding = ReadEncoding(),
            UpdatesOnly = keys.Keys.Bool("updates-only") ?? false,
            Qos = keys.Keys.UInt("qos"),
            Depth = keys.Keys.UInt("depth") ?? 0,
            Models = [.. keys.Texts("models").Select(model => model.Text)],
            History = keys.Keys.Mapping("history") is { } history ? ReadHistory(new GnmicMapping(history, keys.Source)) : null,
        };
        if (keys.Text("name") is { } other && other.Text != name) Problems.Warning(other.Position, $"name has no effect: the subscription is called {name}, as in gnmic");
        keys.RejectUnknown();
        return paths.Count > 0 ? read : null;
    }

    private IReadOnlyList<SubscribedPaths> ReadPaths(bool hasPrefix, SubscriptionListMode mode)
    {
        var hasParts = keys.Keys.Has("stream-subscriptions");
        var parts = keys.Keys.Mappings("stream-subscriptions");
        var hasPaths = !keys.Keys.IsNull("paths");
        if (hasParts && hasPaths) Problems.Error(keys.PositionOf("stream-subscriptions"), $"subscription {name} has paths as well as stream-subscriptions; it can have one of them");
        if (hasParts && mode != SubscriptionListMode.Stream) Problems.Error(keys.PositionOf("mode"), $"subscription {name}: stream-subscriptions are for mode stream");
        var own = ReadSet(keys, mode, isRequired: parts.Count == 0 && !hasPrefix);
        if (parts.Count == 0) return own is null ? [] : [own];
        return [.. parts.Select(part => ReadPart(new GnmicMapping(part, keys.Source))).OfType<SubscribedPaths>()];
    }

    private SubscribedPaths? ReadPart(GnmicMapping part)
    {
        var read = ReadSet(part, SubscriptionListMode.Stream, isRequired: true);
        foreach (var key in OfTheWholeOnly)
        {
            if (part.Keys.Take(key) is { IsNull: false } node) Problems.Error(node.Position, $"{key} is for the whole subscription and cannot be set for a part of it");
        }

        part.RejectUnknown();
        return read;
    }

    /// <summary>Paths and what they have in common; null when there are none, although there should be.</summary>
    private SubscribedPaths? ReadSet(GnmicMapping from, SubscriptionListMode mode, bool isRequired)
    {
        var texts = from.Texts("paths");
        var paths = texts.Select(text => ReadPath(text, "paths")).OfType<GnmiPath>().ToList();
        var streamMode = ReadWord<StreamMode>(from, "stream-mode");
        var read = new SubscribedPaths
        {
            Paths = paths.Count == 0 ? [GnmiPath.Root] : paths, // a prefix alone asks for all that it has
            Mode = streamMode ?? StreamMode.TargetDefined,
            SampleInterval = from.Keys.Duration("sample-interval") ?? TimeSpan.Zero,
            HeartbeatInterval = from.Keys.Duration("heartbeat-interval") ?? TimeSpan.Zero,
            SuppressRedundant = from.Keys.Bool("suppress-redundant") ?? false,
        };
        CheckPaths(texts, paths);
        CheckModes(from, mode, read);
        if (paths.Count > 0 || texts.Count > 0 || !isRequired) return paths.Count > 0 || texts.Count == 0 ? read : null;
        Problems.Error(from.PositionOf("paths"), $"subscription {name} needs paths");
        return null;
    }

    private void CheckPaths(IReadOnlyList<WrittenText> texts, List<GnmiPath> paths)
    {
        if (texts.Count != paths.Count) return; // wrong ones have been told of
        for (var i = 1; i < paths.Count; i++)
        {
            if (paths.IndexOf(paths[i]) < i) Problems.Warning(texts[i].Position, $"paths: {texts[i].Text} is there twice");
        }
    }

    /// <summary>T46: what a device would refuse, or what is not sent to it, is no surprise later.</summary>
    private void CheckModes(GnmicMapping from, SubscriptionListMode mode, SubscribedPaths read)
    {
        if (mode != SubscriptionListMode.Stream)
        {
            foreach (var key in (string[])["stream-mode", "sample-interval", "heartbeat-interval", "suppress-redundant"])
            {
                if (from.Keys.Has(key)) Problems.Warning(from.PositionOf(key), $"{key} has no effect with mode {ModeWords.Of(mode)}");
            }

            return;
        }

        if (read is { Mode: StreamMode.OnChange, SampleInterval.Ticks: > 0 }) Problems.Warning(from.PositionOf("sample-interval"), "sample-interval has no effect with stream-mode on-change");
        if (read is { Mode: StreamMode.OnChange, SuppressRedundant: true }) Problems.Warning(from.PositionOf("suppress-redundant"), "suppress-redundant has no effect with stream-mode on-change");
        if (read is { Mode: StreamMode.Sample, SuppressRedundant: false, HeartbeatInterval.Ticks: > 0 })
            Problems.Warning(from.PositionOf("heartbeat-interval"), "heartbeat-interval has no effect with stream-mode sample, unless suppress-redundant is true");
        if (read is { Mode: StreamMode.TargetDefined, SampleInterval.Ticks: > 0 })
            Problems.Warning(from.PositionOf("sample-interval"), "sample-interval is for stream-mode sample; with target-defined devices may refuse it");
    }

    private GnmiPath? ReadPath(WrittenText text, string what)
    {
        if (PathText.TryParse(text.Text, out var path, out var problem)) return path;
        Problems.Error(text.Position, $"{what}: \"{text.Text}\", {problem}");
        return null;
    }

    private Encoding? ReadEncoding()
    {
        if (keys.Text("encoding") is not { Text.Length: > 0 } written) return null;
        if (EncodingText.TryParse(written.Text, out var encoding)) return encoding;
        Problems.Error(written.Position, EncodingText.Refusal(written.Text));
        return null;
    }

    private HistoryOptions? ReadHistory(GnmicMapping history)
    {
        var read = new HistoryOptions(ReadTime(history, "snapshot"), ReadTime(history, "start"), ReadTime(history, "end"));
        if (read.SnapshotNs is not null && (read.StartNs ?? read.EndNs) is not null)
            Problems.Error(history.PositionOf("snapshot"), "history is a snapshot, or a start and an end");
        else if (read.SnapshotNs is null && read.StartNs is null != read.EndNs is null)
            Problems.Error(history.Keys.Position, "history: a range has a start and an end");
        history.RejectUnknown();
        return read is { SnapshotNs: null, StartNs: null, EndNs: null } ? null : read;
    }

    private long? ReadTime(GnmicMapping history, string key)
    {
        if (history.Text(key) is not { Text.Length: > 0 } written) return null;
        if (long.TryParse(written.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var ns)) return ns;
        const DateTimeStyles style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (written.Text.Length >= 10 && DateTimeOffset.TryParse(written.Text, CultureInfo.InvariantCulture, style, out var time))
            return (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * TimeSpan.NanosecondsPerTick;
        Problems.Error(written.Position, $"{key}: \"{written.Text}\" is not a time such as 2026-03-01T12:00:00Z, or nanoseconds since 1970");
        return null;
    }

    private T? ReadWord<T>(GnmicMapping from, string key) where T : struct, Enum
    {
        if (from.Text(key) is not { Text.Length: > 0 } written) return null;
        if (ModeWords.TryParse<T>(written.Text, out var value)) return value;
        Problems.Error(written.Position, $"{key}: \"{written.Text}\" is not one of {string.Join(", ", ModeWords.All<T>())}{NearestName.Hint(written.Text, ModeWords.All<T>())}");
        return null;
    }
}
