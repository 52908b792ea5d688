namespace Collector.Snmp.Modules;

/// <summary>Whether two modules, or two auths, mean the same, wherever they are written: what a reload may leave alone.</summary>
/// <remarks>
/// The records compare everything but lists, for which they know only references. So lists are compared here and taken out of the comparison there; a list
/// that somebody adds and forgets here makes modules differ that are the same, never the other way round.
/// </remarks>
public static class SameContent
{
    private static readonly IndexOptions NoIndex = new() { LabelName = "", Type = default };
    private static readonly LookupOptions NoLookup = new() { LabelName = "" };
    private static readonly FilterOptions NoFilter = new() { Oid = default };
    private static readonly MetricOptions NoMetric = new() { Name = "", Oid = default, Type = default };
    private static readonly SnmpModuleOptions NoModule = new() { Name = "" };

    public static bool Of(SnmpAuthOptions one, SnmpAuthOptions other) => one with { Position = default } == other with { Position = default };

    public static bool Of(SnmpModuleOptions one, SnmpModuleOptions other) => ReferenceEquals(one, other)
        || (WithoutLists(one) == WithoutLists(other)
            && one.Walk.SequenceEqual(other.Walk)
            && one.Get.SequenceEqual(other.Get)
            && AreSame(one.Metrics, other.Metrics, Of)
            && AreSame(one.Filters, other.Filters, Of));

    private static bool Of(MetricOptions one, MetricOptions other) => WithoutLists(one) == WithoutLists(other)
        && AreSame(one.Indexes, other.Indexes, Of)
        && AreSame(one.Lookups, other.Lookups, Of)
        && AreSame(one.RegexExtracts, other.RegexExtracts, (extracts, others) => extracts.SequenceEqual(others))
        && AreSame(one.EnumValues, other.EnumValues, (name, otherName) => name == otherName);

    private static bool Of(IndexOptions one, IndexOptions other) => WithoutLists(one) == WithoutLists(other)
        && AreSame(one.EnumValues, other.EnumValues, (name, otherName) => name == otherName);

    private static bool Of(LookupOptions one, LookupOptions other) => WithoutLists(one) == WithoutLists(other)
        && one.Labels.SequenceEqual(other.Labels, StringComparer.Ordinal)
        && AreSame(one.EnumValues, other.EnumValues, (name, otherName) => name == otherName);

    private static bool Of(FilterOptions one, FilterOptions other) => WithoutLists(one) == WithoutLists(other)
        && one.Targets.SequenceEqual(other.Targets)
        && one.Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    private static SnmpModuleOptions WithoutLists(SnmpModuleOptions module) =>
        module with { Position = default, Walk = NoModule.Walk, Get = NoModule.Get, Metrics = NoModule.Metrics, Filters = NoModule.Filters };

    private static MetricOptions WithoutLists(MetricOptions metric) => metric with
    {
        Position = default,
        Indexes = NoMetric.Indexes,
        Lookups = NoMetric.Lookups,
        RegexExtracts = NoMetric.RegexExtracts,
        EnumValues = NoMetric.EnumValues,
    };

    private static IndexOptions WithoutLists(IndexOptions index) => index with { EnumValues = NoIndex.EnumValues };

    private static LookupOptions WithoutLists(LookupOptions lookup) => lookup with { Labels = NoLookup.Labels, EnumValues = NoLookup.EnumValues };

    private static FilterOptions WithoutLists(FilterOptions filter) => filter with { Targets = NoFilter.Targets, Values = NoFilter.Values };

    private static bool AreSame<T>(IReadOnlyList<T> one, IReadOnlyList<T> other, Func<T, T, bool> areSame) =>
        ReferenceEquals(one, other) || (one.Count == other.Count && one.Zip(other).All(pair => areSame(pair.First, pair.Second)));

    private static bool AreSame<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> one, IReadOnlyDictionary<TKey, TValue> other, Func<TValue, TValue, bool> areSame)
        where TKey : notnull => ReferenceEquals(one, other)
            || (one.Count == other.Count && one.All(entry => other.TryGetValue(entry.Key, out var value) && areSame(entry.Value, value)));
}
