using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Configuration;

/// <summary>The <c>gnmi</c> section: subscriptions, targets, what others get by default, and how series are named.</summary>
/// <remarks>Immutable: a reload makes another one.</remarks>
public sealed record GnmiOptions
{
    public static GnmiOptions Empty { get; } = new();

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, SubscriptionOptions> Subscriptions { get; init; } = new Dictionary<string, SubscriptionOptions>(StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, GnmiTargetOptions> Targets { get; init; } = new Dictionary<string, GnmiTargetOptions>(StringComparer.Ordinal);

    /// <summary>For targets that discovery finds: name and addresses are replaced by theirs.</summary>
    public GnmiTargetOptions Defaults { get; init; } = new() { Name = "", Addresses = [] };

    public MappingOptions Mapping { get; init; } = new();

    /// <summary>How to reach a target of a set: its own entry, or else what others get, with its name and addresses.</summary>
    public GnmiTargetOptions OptionsOf(Target target)
    {
        if (!Targets.TryGetValue(target.Auth, out var options)) options = Defaults;
        else if (options.Name == target.Instance) return options; // the entry is this very target, and not one that lends its credentials
        return options with { Name = target.Instance, Addresses = [.. GnmiAddress.Split(target.Address).Select(address => GnmiAddress.TryParse(address, options.Port, out var full, out _) ? full : address)] };
    }
}
