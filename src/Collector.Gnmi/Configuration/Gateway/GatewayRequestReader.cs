using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Configuration;

namespace Collector.Gnmi.Configuration.Gateway;

/// <summary>Reads a SubscribeRequest in protobuf's JSON, as gnmi-gateway's target files have it, into a subscription.</summary>
internal sealed class GatewayRequestReader(ConfigurationProblems problems)
{
    private static readonly string[] Encodings = ["JSON", "BYTES", "PROTO", "ASCII", "JSON_IETF"];

    /// <summary>Null when it subscribes to nothing.</summary>
    public SubscriptionOptions? Read(string name, SourcePosition position, ProtobufJson request)
    {
        if (request.Message("subscribe") is not { } list)
        {
            problems.Error(position, $"request {name} has no subscribe");
            return null;
        }

        var prefix = list.Message("prefix");
        var target = prefix?.NonEmpty("target");
        var prefixPath = prefix is null ? GnmiPath.Root : ReadPath(prefix);
        var paths = list.Messages("subscription").Select(ReadOne).ToList();
        if (paths.Count == 0) problems.Error(position, $"request {name} has no subscription");
        var read = new SubscriptionOptions
        {
            Name = name,
            WrittenAt = position,
            Prefix = prefixPath.Equals(GnmiPath.Root) ? null : prefixPath,
            Target = target,
            Mode = (SubscriptionListMode)(list.Enum("mode", "STREAM", "ONCE", "POLL") ?? 0),
            Encoding = list.Enum("encoding", Encodings) is { } encoding ? (Encoding)encoding : null,
            UpdatesOnly = list.Bool("updates_only"),
            Qos = list.Message("qos") is { } qos ? (uint)Math.Min(qos.UInt64("marking"), uint.MaxValue) : null,
            Models = [.. list.Messages("use_models").Select(model => model.NonEmpty("name")).OfType<string>()],
            Paths = Together(paths),
        };
        list.NotSupported("allow_aggregation", "it is not sent");
        list.WarnUnknown();
        request.NotSupported("extension", "extensions other than depth and history are not sent");
        request.WarnUnknown();
        return paths.Count > 0 ? read : null;
    }

    private SubscribedPaths ReadOne(ProtobufJson subscription)
    {
        var read = new SubscribedPaths
        {
            Paths = [subscription.Message("path") is { } path ? ReadPath(path) : GnmiPath.Root],
            Mode = (StreamMode)(subscription.Enum("mode", "TARGET_DEFINED", "ON_CHANGE", "SAMPLE") ?? 0),
            SampleInterval = Nanoseconds(subscription, "sample_interval"),
            HeartbeatInterval = Nanoseconds(subscription, "heartbeat_interval"),
            SuppressRedundant = subscription.Bool("suppress_redundant"),
        };
        subscription.WarnUnknown();
        return read;
    }

    private static TimeSpan Nanoseconds(ProtobufJson from, string name) => TimeSpan.FromTicks((long)(from.UInt64(name) / TimeSpan.NanosecondsPerTick));

    private GnmiPath ReadPath(ProtobufJson path)
    {
        var origin = path.NonEmpty("origin") ?? "";
        var elements = path.Messages("elem").Select(ReadElement).ToList();
        elements.AddRange(path.Scalars("element").Where(_ => elements.Count == 0).Select(element => new GnmiPathElement(element.Text)));
        path.Take("target"); // of a prefix, and taken there
        path.WarnUnknown();
        return new GnmiPath { Origin = origin, Elements = elements };
    }

    private GnmiPathElement ReadElement(ProtobufJson element)
    {
        var name = element.NonEmpty("name");
        if (name is null) problems.Error(element.Position, "an elem has no name");
        var keys = element.Map("key").Select(key => KeyValuePair.Create(key.Key.Text, key.Value is YamlScalar value ? value.Text : "")).OrderBy(key => key.Key, StringComparer.Ordinal);
        var read = new GnmiPathElement(name ?? "", [.. keys]);
        element.WarnUnknown();
        return read;
    }

    /// <summary>Neighbours that are sent in the same way share one entry.</summary>
    private static List<SubscribedPaths> Together(List<SubscribedPaths> paths)
    {
        var together = new List<SubscribedPaths>();
        foreach (var next in paths)
        {
            if (together.Count > 0 && together[^1] with { Paths = next.Paths } == next) together[^1] = next with { Paths = [.. together[^1].Paths, .. next.Paths] };
            else together.Add(next);
        }

        return together;
    }
}
