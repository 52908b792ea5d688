using Collector.Gnmi.Paths;

namespace Collector.Gnmi.Subscriptions;

/// <summary>Whether two subscriptions mean the same, wherever they are written: what a reload may leave alone.</summary>
/// <remarks>Records know only references of lists. So lists are compared here and taken out of the comparison there: one that is forgotten makes differ what is the same, never the other way round.</remarks>
public static class SameContent
{
    private static readonly IReadOnlyList<SubscribedPaths> NoPaths = [];
    private static readonly IReadOnlyList<GnmiPath> NoPath = [];
    private static readonly IReadOnlyList<GnmiPathElement> NoElements = [];

    public static bool Of(SubscriptionOptions one, SubscriptionOptions other) => ReferenceEquals(one, other)
        || (WithoutLists(one) == WithoutLists(other)
            && Of(one.Prefix ?? GnmiPath.Root, other.Prefix ?? GnmiPath.Root)
            && one.Models.SequenceEqual(other.Models, StringComparer.Ordinal)
            && AreSame(one.Paths, other.Paths, Of));

    private static bool Of(SubscribedPaths one, SubscribedPaths other) => one with { Paths = NoPath } == other with { Paths = NoPath } && AreSame(one.Paths, other.Paths, Of);

    private static bool Of(GnmiPath one, GnmiPath other) =>
        one with { Elements = NoElements } == other with { Elements = NoElements } && AreSame(one.Elements, other.Elements, Of);

    private static bool Of(GnmiPathElement one, GnmiPathElement other) => one.Name == other.Name && one.Keys.SequenceEqual(other.Keys);

    private static SubscriptionOptions WithoutLists(SubscriptionOptions subscription) =>
        subscription with { WrittenAt = default, Prefix = null, Models = [], Paths = NoPaths };

    private static bool AreSame<T>(IReadOnlyList<T> one, IReadOnlyList<T> other, Func<T, T, bool> areSame) =>
        one.Count == other.Count && one.Zip(other).All(pair => areSame(pair.First, pair.Second));
}
