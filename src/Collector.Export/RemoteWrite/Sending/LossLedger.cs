using Collector.Export.RemoteWrite.Buffer;
using Microsoft.Extensions.Logging;

namespace Collector.Export.RemoteWrite.Sending;

/// <summary>Adds up what an endpoint loses and says it some seconds later, one line for each reason: a segment that is dropped is thousands of requests and one piece of news.</summary>
/// <remarks>Any thread.</remarks>
internal sealed partial class LossLedger : IDisposable
{
    /// <summary>From the first loss to the line that tells of it and of all that came meanwhile.</summary>
    public static readonly TimeSpan Stretch = TimeSpan.FromSeconds(10);

    private readonly Lock _changing = new(); // the tallies
    private readonly SortedDictionary<SampleDrop, LossTally> _tallies = [];
    private readonly string _endpoint;
    private readonly ILogger _logger;
    private readonly ITimer _timer;

    public LossLedger(string endpoint, TimeProvider time, ILogger logger)
    {
        (_endpoint, _logger) = (endpoint, logger);
        _timer = time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(SampleDrop reason, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets)
    {
        lock (_changing)
        {
            if (_tallies.Count == 0) _timer.Change(Stretch, Timeout.InfiniteTimeSpan);
            if (!_tallies.TryGetValue(reason, out var tally)) _tallies[reason] = tally = new LossTally();
            tally.Add(summary, targets);
        }
    }

    /// <summary>Says what was not said yet.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Tell();
    }

    private void Tell()
    {
        KeyValuePair<SampleDrop, LossTally>[] told;
        lock (_changing)
        {
            told = [.. _tallies];
            _tallies.Clear();
        }

        foreach (var (reason, tally) in told)
        {
            var (from, to) = (DateTimeOffset.FromUnixTimeMilliseconds(tally.OldestUnixMs), DateTimeOffset.FromUnixTimeMilliseconds(tally.NewestUnixMs));
            LogLost(_logger, _endpoint, tally.Samples, from, to, reason, tally.InWords());
        }
    }

    [LoggerMessage(LogLevel.Error, "Remote write {Endpoint}: {Samples} samples from {From:O} to {To:O} are lost ({Reason}): {Targets}")]
    private static partial void LogLost(ILogger logger, string endpoint, long samples, DateTimeOffset from, DateTimeOffset to, SampleDrop reason, string targets);
}
