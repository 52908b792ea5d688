using System.Diagnostics.Metrics;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Polling.OnDemand;

/// <summary>What walks on demand cost and come to: under snmp_exporter's names what it counts too, the rest under ours.</summary>
/// <remarks>Any thread. One method an event.</remarks>
internal sealed class OnDemandMetrics
{
    private static readonly double[] CollectionBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] PacketBounds = [.. Enumerable.Range(0, 15).Select(k => 0.0001 * (1 << k))];

    private readonly Meter _meter;
    private readonly Histogram<double> _collections;
    private readonly Histogram<double> _packets;
    private readonly EnumCounter<OnDemandRefusal> _refused;
    private readonly EnumCounter<WalkEnd> _truncated;
    private SharedCounter _sent;
    private SharedCounter _retries;
    private SharedCounter _unfit;
    private SharedCounter _walks;
    private SharedCounter _shared;

    public OnDemandMetrics(Meter meter)
    {
        _meter = meter;
        _collections = meter.CreateHistogram("snmp.collection_duration", "s", "How long the walks behind /snmp took, by module.", tags: null, Buckets(CollectionBounds));
        _packets = meter.CreateHistogram("snmp.packet_duration", "s", "From a request of /snmp to its reply.", tags: null, Buckets(PacketBounds));
        meter.CreateObservableCounter("snmp.packets", () => _sent.Value, null, "Requests that /snmp sent, retries included.");
        meter.CreateObservableCounter("snmp.packet_retries", () => _retries.Value, null, "Requests that /snmp sent again.");
        meter.CreateObservableCounter("snmp.unexpected_pdu_type", () => _unfit.Value, null, "Values that /snmp received whose type has no place in their metric.");
        meter.CreateObservableCounter("collector.ondemand.walks", () => _walks.Value, null, "Walks finished that were asked for by /snmp.");
        meter.CreateObservableCounter("collector.ondemand.walks_shared", () => _shared.Value, null, "Requests of /snmp that took part in a walk that was under way or waiting.");
        _refused = new EnumCounter<OnDemandRefusal>(meter, "collector.ondemand.walks_refused", "reason", "Walks that were not begun because too many were waiting.");
        _truncated = new EnumCounter<WalkEnd>(meter, "collector.ondemand.walks_truncated", "reason", "Walks of /snmp that stopped before their end; complete is none.");
    }

    /// <summary>What is a state rather than an event.</summary>
    public void Observe(Func<int> walking, Func<int> waiting, Func<int> sessions)
    {
        _meter.CreateObservableGauge("collector.ondemand.walks_in_flight", walking, null, "Walks of /snmp under way.");
        _meter.CreateObservableGauge("collector.ondemand.walks_waiting", waiting, null, "Walks of /snmp that wait for their turn.");
        _meter.CreateObservableGauge("collector.ondemand.sessions", sessions, null, "Targets whose rows are remembered from one walk of /snmp to the next.");
    }

    /// <summary>Shows every module at 0, as snmp_exporter does. A histogram takes NaN for no value.</summary>
    public void Announce(SnmpModules modules)
    {
        foreach (var module in modules.Modules.Keys) _collections.Record(double.NaN, KeyValuePair.Create("module", (object?)module));
    }

    public void Shared() => _shared.Increment();

    public void Refused(OnDemandRefusal reason) => _refused.Increment(reason);

    /// <param name="roundTrip">In milliseconds; NaN when it cannot be told.</param>
    public void Answered(double roundTrip)
    {
        if (!double.IsNaN(roundTrip)) _packets.Record(roundTrip / 1000);
    }

    public void Walked(ModuleReading[] modules)
    {
        _walks.Increment();
        foreach (var module in modules)
        {
            _sent.Add(module.Requests);
            _retries.Add(module.Retries);
            _unfit.Add(module.Unfit);
            _collections.Record(module.WalkTime.TotalSeconds, KeyValuePair.Create("module", (object?)module.Name));
            var end = module.Failure?.End ?? module.Truncated;
            if (end != WalkEnd.Complete) _truncated.Increment(end);
        }
    }

    private static InstrumentAdvice<double> Buckets(double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
