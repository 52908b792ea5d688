using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping.Joins;
using Collector.Gnmi.Mapping.Naming;
using Collector.Gnmi.Sessions;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Live;
using Collector.Pipeline.Store.Streams;
using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Mapping;

/// <summary>Makes the series of gNMI targets: a live module for each subscription, and what all targets of a subscription share.</summary>
/// <remarks>One caller at a time: who applies target changes. A subscription that says the same after a reload keeps its plan.</remarks>
public sealed class StreamedTargets(SeriesStore store, IPublicationObserver? observer = null)
{
    private readonly Dictionary<string, Known> _plans = new(StringComparer.Ordinal);
    private int _planned;

    public MappedTarget Map(Target target, SessionPlan plan)
    {
        var stream = new StreamHistory(target.Modules);
        var series = new TargetSeries(target, target.Modules) { Stream = stream, DataLabels = LabelsOf(target, plan) };
        var sinks = new List<ISubscriptionSink>();
        var texts = new JoinedTexts(plan.Mapping.Joins.Count, StreamLimits.Default.Texts);
        for (var place = 0; place < plan.Subscriptions.Count; place++)
        {
            var shared = PlanOf(plan.Subscriptions[place], plan.Mapping);
            var live = new LiveModule(shared.Schema, store.Epochs) { Updates = Tell(series, place, shared.Schema) };
            series.Attach(place, live);
            sinks.Add(new SubscriptionSeries(shared, live, series.DataLabels, texts, stream.Subscriptions[place], StreamLimits.Default));
        }

        return new MappedTarget(series, sinks) { Ended = heir => observer?.OnEnded(series, heir) };
    }

    private LiveUpdates? Tell(TargetSeries series, int place, LiveSchema schema) =>
        observer?.Audience is { } audience ? new LiveUpdates(batch => observer.OnUpdated(series, place, schema, batch), audience) : null;

    private SubscriptionPlan PlanOf(SubscriptionOptions subscription, MappingOptions mapping)
    {
        if (_plans.TryGetValue(subscription.Name, out var known) && SameMapping.Of(known.Mapping, mapping) && SameContent.Of(known.Subscription, subscription)) return known.Plan;
        var plan = new SubscriptionPlan(subscription, mapping, _planned++);
        _plans[subscription.Name] = new Known(subscription, mapping, plan);
        return plan;
    }

    // gnmic's data has the target's name and tags, and no instance; telegraf's the host it was told to dial. A label that somebody gave the target is there in both.
    private static LabelSet LabelsOf(Target target, SessionPlan plan)
    {
        if (plan.Mapping.Names == NamingScheme.Native) return target.Labels;
        var labels = target.Labels.Where(label => label.Name != "instance").ToDictionary(label => label.Name, label => label.Value, StringComparer.Ordinal);
        foreach (var (tag, value) in plan.Target.EventTags) labels[MetaLabels.NameOf(tag, [])] = value;
        labels[MetaLabels.Source] = plan.Mapping.Names == NamingScheme.Telegraf ? GnmiAddress.HostOf(plan.Target.Addresses[0]) : plan.Target.Name;
        return LabelSet.From(labels);
    }

    private sealed record Known(SubscriptionOptions Subscription, MappingOptions Mapping, SubscriptionPlan Plan);
}
