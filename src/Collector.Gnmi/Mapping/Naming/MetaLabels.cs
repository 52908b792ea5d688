namespace Collector.Gnmi.Mapping.Naming;

/// <summary>Labels that come from the configuration and not from the path (<c>source</c>, <c>subscription_name</c>, event tags): one whose name a key has already becomes <c>meta_…</c>.</summary>
/// <remarks>gnmic's rule. It compares tags, so there a tag that differs from a key's in punctuation only gives two labels of one name; here labels are compared.</remarks>
internal static class MetaLabels
{
    public const string Source = "source";

    public const string SubscriptionName = "subscription_name";

    /// <summary>The label of a tag of the configuration on rows with the labels <paramref name="keyLabels"/>.</summary>
    public static string NameOf(string tag, IReadOnlyList<string> keyLabels)
    {
        var label = NameText.Valid(NameText.Clean(NameText.Base(tag)));
        while (keyLabels.Contains(label, StringComparer.Ordinal)) label = "meta_" + label;
        return label;
    }
}
