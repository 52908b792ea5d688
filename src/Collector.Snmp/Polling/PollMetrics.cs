using System.Diagnostics.Metrics;
using Collector.Pipeline.Store;

namespace Collector.Snmp.Polling;

/// <summary>The SNMP engine's own metrics: the lanes' counters added up when somebody asks, and histograms of polls.</summary>
internal sealed class PollMetrics
{
    private readonly List<LaneMetrics> _lanes = [];
    private readonly Histogram<double> _lateness;
    private readonly Histogram<double> _duration;

    public PollMetrics(Meter meter)
    {
        _lateness = meter.CreateHistogram<double>("collector_poll_lateness_seconds", "s", "How long after its due time a poll began.");
        _duration = meter.CreateHistogram<double>("collector_poll_duration_seconds_histogram", "s", "How long polls took.");
        Counter(meter, "collector_snmp_requests", "Requests sent, retries included.", lane => lane.RequestsSent);
        Counter(meter, "collector_snmp_request_retries", "Requests sent again because there was no reply in time.", lane => lane.RequestRetries);
        Counter(meter, "collector_snmp_request_timeouts", "Requests given up after all retries.", lane => lane.RequestsTimedOut);
        Counter(meter, "collector_snmp_replies", "Replies that were used.", lane => lane.RequestsAnswered);
        Counter(meter, "collector_snmp_unreachable_errors", "ICMP errors and refused connections.", lane => lane.UnreachableErrors);
        Counter(meter, "collector_snmp_received_datagrams", "Datagrams received, used or not.", lane => lane.DatagramsReceived);
        Counter(meter, "collector_snmp_received_bytes", "Octets of datagrams received.", lane => lane.BytesReceived);
        Counter(meter, "collector_snmp_receive_drops", "Datagrams that the kernel dropped because a lane's receive buffer was full.", lane => lane.KernelDrops);
        Counter(meter, "collector_varbinds", "Varbinds that became a value or a label.", lane => lane.VarbindsMapped);
        Counter(meter, "collector_varbinds_unmapped", "Varbinds that no metric and no lookup wanted.", lane => lane.VarbindsUnmapped);
        Counter(meter, "collector_values_unfit", "Values whose type has no place in their metric.", lane => lane.ValuesUnfit);
        Counter(meter, "collector_rows_suppressed", "Rows not shown because an earlier row of the same table has the same labels.", lane => lane.RowsSuppressed);
        Counter(meter, "collector_polls_skipped_all", "Polls that were due while one of the target was under way, or while the process stood still.", lane => lane.PollsSkipped);
        Gauge(meter, "collector_snmp_requests_in_flight", "Requests sent and not answered yet.", lane => lane.RequestsInFlight);
        Gauge(meter, "collector_snmp_requests_waiting", "Requests that wait for room in a lane's receive buffer.", lane => lane.RequestsWaiting);
        Gauge(meter, "collector_lane_targets", "Targets on all lanes.", lane => lane.Targets);
        meter.CreateObservableCounter("collector_process_stopped_seconds", () => _lanes.Count == 0 ? 0 : _lanes.Max(lane => lane.StoppedSeconds), "s", "Time in which the process stood still.");
        meter.CreateObservableCounter("collector_snmp_replies_dropped", Dropped, null, "Datagrams dropped, by reason.");
        meter.CreateObservableCounter("collector_polls_by_outcome", Polls, null, "Polls finished, by outcome.");
    }

    /// <summary>The counters of one more lane.</summary>
    public LaneMetrics AddLane()
    {
        var lane = new LaneMetrics { PollFinished = OnPollFinished };
        _lanes.Add(lane);
        return lane;
    }

    private void OnPollFinished(PollRecord record)
    {
        _lateness.Record(record.Lateness.TotalSeconds);
        _duration.Record(record.Duration.TotalSeconds);
    }

    private void Counter(Meter meter, string name, string description, Func<LaneMetrics, long> value) =>
        meter.CreateObservableCounter(name, () => _lanes.Sum(value), null, description);

    private void Gauge(Meter meter, string name, string description, Func<LaneMetrics, long> value) =>
        meter.CreateObservableGauge(name, () => _lanes.Sum(value), null, description);

    private IEnumerable<Measurement<long>> Dropped() => Enum.GetValues<DropReason>()
        .Select(reason => new Measurement<long>(_lanes.Sum(lane => lane.DroppedBy(reason)), new KeyValuePair<string, object?>("reason", LabelOf(reason.ToString()))));

    private IEnumerable<Measurement<long>> Polls() => Enum.GetValues<PollOutcome>()
        .Select(outcome => new Measurement<long>(_lanes.Sum(lane => lane.PollsWith(outcome)), new KeyValuePair<string, object?>("outcome", LabelOf(outcome.ToString()))));

    /// <summary>`WrongSource` → `wrong_source`.</summary>
    private static string LabelOf(string name) => string.Concat(name.Select((letter, i) => char.IsUpper(letter) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
