using System.Diagnostics.Metrics;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Diagnostics;

namespace Collector.Daemon.Endpoints.OnDemand;

/// <summary>What is asked of <c>/snmp</c>, and what becomes of it; the walks behind it are counted by the engine.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class SnmpEndpointMetrics
{
    private readonly EnumCounter<SnmpRequestOutcome> _outcomes;
    private SharedCounter _inFlight;
    private SharedCounter _invalid;

    public SnmpEndpointMetrics(CollectorMeter collector, WalkTurns turns)
    {
        var meter = collector.Meter;
        _outcomes = new EnumCounter<SnmpRequestOutcome>(meter, "collector.ondemand.requests", "outcome", "Requests of /snmp, by how they ended.");
        meter.CreateObservableGauge("snmp.request_in_flight", () => _inFlight.Value, null, "Requests of /snmp under way.");
        meter.CreateObservableGauge("collector.ondemand.requests_waiting", () => turns.Waiting, null, "Requests of /snmp that wait for a turn to walk.");
        meter.CreateObservableCounter("snmp.request_errors", () => _invalid.Value, null, "Requests of /snmp that made no sense.");
        meter.CreateObservableGauge(
            "snmp_exporter.build_info", () => new Measurement<int>(1, KeyValuePair.Create("version", (object?)CollectorMeter.Version)), null, "Always 1; the version of what serves /snmp.");
    }

    public long this[SnmpRequestOutcome outcome] => _outcomes[outcome];

    public void Began() => _inFlight.Increment();

    public void Ended(SnmpRequestOutcome outcome)
    {
        _inFlight.Add(-1);
        _outcomes.Increment(outcome);
        if (outcome == SnmpRequestOutcome.Invalid) _invalid.Increment();
    }
}
