namespace Collector.Gnmi.Mapping.Naming;

/// <summary>Decides what the leaves of a shape are called and how their values are read: a naming scheme with the user's rules.</summary>
/// <remarks>Any thread; asked once for each shape of a subscription, never on the hot path.</remarks>
public abstract class LeafNaming
{
    /// <summary>The plan of a shape; null when its leaves are not to be shown.</summary>
    public abstract LeafPlan? Plan(LeafShape shape);
}
