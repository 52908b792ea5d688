namespace Collector.Gnmi.Configuration;

/// <summary>Whether two entries of <c>targets</c> mean the same: what a reload may leave alone.</summary>
/// <remarks>As in <see cref="Collector.Gnmi.Subscriptions.SameContent"/>, lists are compared here and taken out of the comparison of the records.</remarks>
public static class SameTarget
{
    public static bool Is(GnmiTargetOptions one, GnmiTargetOptions other) => ReferenceEquals(one, other)
        || (WithoutLists(one) == WithoutLists(other)
            && one.Addresses.SequenceEqual(other.Addresses, StringComparer.Ordinal)
            && AreSame(one.Subscriptions, other.Subscriptions)
            && one.EventTags.SequenceEqual(other.EventTags)
            && one.Metadata.SequenceEqual(other.Metadata));

    private static bool AreSame(IReadOnlyList<string>? one, IReadOnlyList<string>? other) =>
        one is null || other is null ? ReferenceEquals(one, other) : one.SequenceEqual(other, StringComparer.Ordinal);

    private static GnmiTargetOptions WithoutLists(GnmiTargetOptions target) =>
        target with { Addresses = [], Subscriptions = null, EventTags = [], Metadata = [] };
}
