using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>What every scenario tells of the polls between two readings.</summary>
internal static class PollFigures
{
    private static readonly string[] Outcomes = ["answered", "partial", "timed_out", "refused", "unreachable", "unresolved", "invalid", "misconfigured"];

    /// <param name="report">Where to.</param>
    /// <param name="now">The later reading.</param>
    /// <param name="before">The earlier one.</param>
    /// <param name="latestSeconds">The limit of the 99th percentile of lateness.</param>
    /// <param name="areHealthy">Whether skipped polls and timeouts are not to be.</param>
    public static void AddTo(Report report, OwnMetrics now, OwnMetrics before, double latestSeconds, bool areHealthy = true)
    {
        var most = areHealthy ? 0 : Report.NoLimit;
        var lateness = now.HistogramSince(before, "collector_poll_lateness_seconds");
        report.Add("polls", lateness.Count);
        report.AtMost("polls skipped", now.Since(before, "collector_polls_missed_total"), most);
        report.AtMost("requests timed out", now.Since(before, "collector_snmp_request_timeouts_total"), most);
        report.AtMost("dropped by the kernel", now.Since(before, "collector_snmp_receive_drops_total"), 0);
        report.Add("lateness, p50", lateness.Estimate(0.5) * 1000, "ms");
        report.AtMost("lateness, p99", lateness.Estimate(0.99) * 1000, latestSeconds * 1000, "ms");
        report.Add("lateness, p99 is at most", lateness.UpperBound(0.99) * 1000, "ms");
        foreach (var outcome in Outcomes)
        {
            var polls = now.Since(before, $"collector_polls_finished_total{{outcome=\"{outcome}\"}}");
            if (polls > 0) report.Add($"polls {outcome.Replace('_', ' ')}", polls);
        }
    }
}
