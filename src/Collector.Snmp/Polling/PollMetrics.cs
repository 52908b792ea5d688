using System.Diagnostics.Metrics;
using System.Globalization;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Polling.Paces;
using Collector.Snmp.Security.Usm;

namespace Collector.Snmp.Polling;

/// <summary>The SNMP engine's own metrics: the lanes' counters added up when somebody asks, and histograms of polls.</summary>
internal sealed class PollMetrics
{
    private static readonly double[] LatenessBounds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5];
    private static readonly double[] DurationBounds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private static readonly AccessProblem[] ReportedProblems =
        [.. Enum.GetValues<AccessProblem>().Where(problem => problem is not (AccessProblem.None or AccessProblem.DerivingKeys))];

    private readonly List<LaneMetrics> _lanes = [];
    private readonly Histogram<double> _lateness;
    private readonly Histogram<double> _duration;

    public PollMetrics(Meter meter, KeyStore keys)
    {
        _lateness = meter.CreateHistogram("collector.poll.lateness", "s", "How long after its due time a poll began.", tags: null, Buckets(LatenessBounds));
        _duration = meter.CreateHistogram("collector.poll.time", "s", "How long polls took.", tags: null, Buckets(DurationBounds));
        Counter(meter, "collector.snmp.requests", "Requests sent, retries included.", lane => lane.RequestsSent);
        Counter(meter, "collector.snmp.request_retries", "Requests sent again because there was no reply in time.", lane => lane.RequestRetries);
        Counter(meter, "collector.snmp.request_timeouts", "Requests given up after all retries.", lane => lane.RequestsTimedOut);
        Counter(meter, "collector.snmp.replies", "Replies that were used.", lane => lane.RequestsAnswered);
        Counter(meter, "collector.snmp.unreachable_errors", "ICMP errors and refused connections.", lane => lane.UnreachableErrors);
        Counter(meter, "collector.snmp.received_datagrams", "Datagrams received, used or not.", lane => lane.DatagramsReceived);
        Counter(meter, "collector.snmp.receive_drops", "Datagrams that the kernel dropped because a lane's receive buffer was full.", lane => lane.KernelDrops);
        Counter(meter, "collector.varbinds", "Varbinds that became a value or a label.", lane => lane.VarbindsMapped);
        Counter(meter, "collector.varbinds_unmapped", "Varbinds that no metric and no lookup wanted.", lane => lane.VarbindsUnmapped);
        Counter(meter, "collector.values_unfit", "Values whose type has no place in their metric.", lane => lane.ValuesUnfit);
        Counter(meter, "collector.rows_suppressed", "Rows of which series were left out because an earlier row of the same table has the same labels.", lane => lane.RowsSuppressed);
        Counter(meter, "collector.rows_withheld", "Rows not shown for one poll because their labels were not certain.", lane => lane.RowsWithheld);
        Counter(meter, "collector.snmp.objects_read", "Objects (columns and scalars) that polls of modules read.", lane => lane.ObjectsRead);
        Counter(meter, "collector.snmp.objects_carried", "Objects that polls of modules took over from the poll before, because they have a slower pace.", lane => lane.ObjectsCarried);
        meter.CreateObservableCounter("collector.snmp.slow_reads", SlowReads, null, "Polls of modules that read objects of a slower pace, by reason.");
        Counter(meter, "collector.snmp.filter_failures", "Dynamic filters that could not be read to their end and had no effect in that poll.", lane => lane.FiltersFailed);
        Counter(meter, "collector.snmp.row_checks", "Requests for rows that replies for several columns lacked though the poll before had them.", lane => lane.RowChecks);
        Counter(meter, "collector.snmp.switch_backs", "How often a target gave wrong answers to requests for several columns and was switched back to column by column.", lane => lane.TargetsSwitchedBack);
        Counter(meter, "collector.polls.missed", "Polls that were due while one of the target was under way, or while the process stood still.", lane => lane.PollsSkipped);
        Counter(meter, "collector.polls.starved", "Polls whose time was over before their questions were asked, because the collector did not get round to them.", lane => lane.PollsStarved);
        Gauge(meter, "collector.snmp.requests_in_flight", "Requests sent and not answered yet.", lane => lane.RequestsInFlight);
        Gauge(meter, "collector.snmp.requests_waiting", "Requests that wait for room in a lane's receive buffer, or for their turn.", lane => lane.RequestsWaiting);
        Gauge(meter, "collector.snmp.silent_targets", "Targets whose last poll had no reply; they are asked one question in a poll.", lane => lane.SilentTargets);
        Gauge(meter, "collector.lane_targets", "Targets on all lanes.", lane => lane.Targets);
        Counter(meter, "collector.polls.due", "Polls that came due, whether they began or were missed.", lane => lane.PollsDue);
        Gauge(meter, "collector.polls.in_progress", "Polls under way.", lane => lane.ActivePolls);
        Counter(meter, "collector.snmp.send_drops", "Requests that could not be handed to a TCP connection.", lane => lane.SendDrops);
        Gauge(meter, "collector.lane_mailbox_items", "Pieces of work that wait for their lane.", lane => lane.MailboxDepth);
        meter.CreateObservableGauge("collector.lane_mailbox_capacity", () => _lanes.Count * Lane.MailboxCapacity, null, "Pieces of work that may wait for all lanes.");
        meter.CreateObservableGauge("collector.snmp.receive_buffer", ReceiveBuffers, "By", "Receive buffer that the kernel granted a lane's socket, as it counts itself.");
        meter.CreateObservableCounter("collector.walks_cut_short", CutShort, null, "Walks of scheduled polls that were not read to their end, by reason.");
        meter.CreateObservableCounter("collector.snmp.decode_errors", Undecoded, null, "Datagrams that are no SNMP messages, by what is wrong with them.");
        meter.CreateObservableCounter("collector.snmp.received", () => _lanes.Sum(lane => lane.BytesReceived), "By", "Octets of datagrams received.");
        meter.CreateObservableCounter("collector.process.stopped", () => _lanes.Count == 0 ? 0 : _lanes.Max(lane => lane.StoppedSeconds), "s", "Time in which the process stood still.");
        meter.CreateObservableCounter("collector.snmp.replies_dropped", Dropped, null, "Datagrams dropped, by reason.");
        meter.CreateObservableCounter("collector.snmp.requests_delayed", Delayed, null, "Requests that were not sent as soon as they were ready, by reason.");
        meter.CreateObservableCounter("collector.snmp.reports", Reports, null, "SNMPv3 reports received, by what they say.");
        meter.CreateObservableGauge("collector.snmp.keys_waiting", () => keys.Waiting, null, "Agents whose SNMPv3 keys wait to be derived.");
        meter.CreateObservableCounter("collector.polls.finished", Polls, null, "Polls finished, by outcome.");
    }

    /// <summary>The counters of one more lane.</summary>
    public LaneMetrics AddLane()
    {
        var lane = new LaneMetrics { PollFinished = OnPollFinished };
        _lanes.Add(lane);
        return lane;
    }

    private static InstrumentAdvice<double> Buckets(double[] bounds) => new() { HistogramBucketBoundaries = bounds };

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
        .Select(reason => new Measurement<long>(_lanes.Sum(lane => lane.DroppedBy(reason)), KeyValuePair.Create("reason", (object?)EnumLabels<DropReason>.Of(reason))));

    private IEnumerable<Measurement<long>> ReceiveBuffers() => _lanes
        .Select((lane, number) => new Measurement<long>(lane.ReceiveBufferBytes, KeyValuePair.Create("lane", (object?)number.ToString(CultureInfo.InvariantCulture))));

    private IEnumerable<Measurement<long>> CutShort() => Enum.GetValues<WalkEnd>().Where(end => end != WalkEnd.Complete)
        .Select(end => new Measurement<long>(_lanes.Sum(lane => lane.CutShortBy(end)), KeyValuePair.Create("reason", (object?)EnumLabels<WalkEnd>.Of(end))));

    private IEnumerable<Measurement<long>> Undecoded() => Enum.GetValues<DecodeStatus>().Where(status => status != DecodeStatus.Ok)
        .Select(status => new Measurement<long>(_lanes.Sum(lane => lane.UndecodedAs(status)), KeyValuePair.Create("kind", (object?)EnumLabels<DecodeStatus>.Of(status))));

    private IEnumerable<Measurement<long>> Delayed() => Enum.GetValues<DelayReason>()
        .Select(reason => new Measurement<long>(_lanes.Sum(lane => lane.DelayedFor(reason)), KeyValuePair.Create("reason", (object?)EnumLabels<DelayReason>.Of(reason))));

    private IEnumerable<Measurement<long>> Reports() => ReportedProblems
        .Select(problem => new Measurement<long>(_lanes.Sum(lane => lane.ReportsOf(problem)), KeyValuePair.Create("reason", (object?)EnumLabels<AccessProblem>.Of(problem))));

    private IEnumerable<Measurement<long>> SlowReads() => Enum.GetValues<SlowReadReason>()
        .Select(reason => new Measurement<long>(_lanes.Sum(lane => lane.SlowReadsFor(reason)), KeyValuePair.Create("reason", (object?)EnumLabels<SlowReadReason>.Of(reason))));

    private IEnumerable<Measurement<long>> Polls() => Enum.GetValues<PollOutcome>()
        .Select(outcome => new Measurement<long>(_lanes.Sum(lane => lane.PollsWith(outcome)), KeyValuePair.Create("outcome", (object?)EnumLabels<PollOutcome>.Of(outcome))));
}
