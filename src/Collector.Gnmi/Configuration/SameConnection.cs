using Collector.Pipeline.Configuration;

namespace Collector.Gnmi.Configuration;

/// <summary>Whether two targets are reached in the same way, wherever they are written: what a reload may leave alone.</summary>
/// <remarks>The records know only references of lists. So lists are compared here and taken out of the comparison there; one that is forgotten makes differ what is the same, never the other way round.</remarks>
public static class SameConnection
{
    private static readonly IReadOnlyList<string> Nothing = [];
    private static readonly IReadOnlyList<KeyValuePair<string, string>> NoTags = [];
    private static readonly IReadOnlyList<KeyValuePair<string, Secret>> NoMetadata = [];

    public static bool Of(GnmiTargetOptions one, GnmiTargetOptions other) => ReferenceEquals(one, other)
        || (WithoutLists(one) == WithoutLists(other)
            && one.Addresses.SequenceEqual(other.Addresses, StringComparer.Ordinal)
            && one.EventTags.SequenceEqual(other.EventTags)
            && one.Metadata.SequenceEqual(other.Metadata)
            && (one.Subscriptions ?? []).SequenceEqual(other.Subscriptions ?? [], StringComparer.Ordinal));

    private static GnmiTargetOptions WithoutLists(GnmiTargetOptions options) =>
        options with { Addresses = Nothing, EventTags = NoTags, Metadata = NoMetadata, Subscriptions = null };
}
