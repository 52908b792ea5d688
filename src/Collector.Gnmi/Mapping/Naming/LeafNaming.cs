using Collector.Gnmi.Configuration;
using Collector.Gnmi.Subscriptions;

namespace Collector.Gnmi.Mapping.Naming;

/// <summary>Decides what the leaves of a shape are called and how their values are read: a naming scheme with the user's rules.</summary>
/// <remarks>Any thread; asked once for each shape of a subscription, never on the hot path.</remarks>
internal abstract class LeafNaming
{
    /// <summary>The scheme that the options name, for one subscription.</summary>
    public static LeafNaming For(MappingOptions options, SubscriptionOptions subscription) => options.Names switch
    {
        NamingScheme.Native => new NativeNaming(options),
        NamingScheme.Telegraf => new TelegrafNaming(options, subscription),
        _ => new GnmicNaming(options, subscription.Name),
    };

    /// <summary>The plan of a shape; null when its leaves are not to be shown.</summary>
    public abstract LeafPlan? Plan(LeafShape shape);
}
