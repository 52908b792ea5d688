using Collector.Gnmi.Subscriptions;

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
}
