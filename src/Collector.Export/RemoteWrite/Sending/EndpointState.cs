using System.Text;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Metadata;
using Collector.Export.RemoteWrite.Requests;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Collector.Export.RemoteWrite.Sending;

/// <summary>What the shards of one endpoint know together: whether the receiver is there, what it speaks, and what it fails at. It tells the log, once for each piece of news.</summary>
/// <remarks>Any thread.</remarks>
internal sealed partial class EndpointState(RemoteWriteOptions options, Receiver receiver, RemoteWriteMetrics metrics, TimeProvider time, ILogger logger) : ISendLosses, IDisposable
{
    private static readonly TimeSpan Stretch = TimeSpan.FromMinutes(5);

    private readonly Lock _changing = new(); // the following
    private readonly Dictionary<int, LogBudget> _refusals = [];
    private readonly LossLedger _losses = new(options.Name, time, logger);
    private readonly LogBudget _refusedAgain = new(1, Stretch, time);
    private readonly LogBudget _culprits = new(20, Stretch, time);
    private readonly Published<RemoteWriteOptions> _options = new(options);
    private readonly Published<Receiver> _receiver = new(receiver);
    private RemoteWriteMessage _message = options.Message;
    private long? _failingSince;

    public RemoteWriteOptions Options => _options.Value;

    public Receiver Receiver => _receiver.Value;

    public RemoteWriteMetrics Metrics { get; } = metrics;

    public Quarantine Quarantine { get; } = metrics.Quarantine;

    /// <summary>What was lost since the start.</summary>
    public LossHistory Losses { get; } = new();

    /// <summary>Since when the receiver has taken nothing; null while it does.</summary>
    public TimeSpan? FailingFor
    {
        get
        {
            lock (_changing) return _failingSince is { } since ? time.GetElapsedTime(since) : null;
        }
    }

    /// <summary>What is known of the families that were sent.</summary>
    public FamilyBook Families { get; } = new();

    /// <summary>What the receiver is spoken to.</summary>
    public RemoteWriteMessage Message
    {
        get
        {
            lock (_changing) return _message;
        }
    }

    /// <summary>Puts other settings in force, and maybe another way to the receiver.</summary>
    public void Change(RemoteWriteOptions next, Receiver way)
    {
        var before = Options;
        _options.Publish(next);
        _receiver.Publish(way);
        if (before.Message == next.Message && before.Url == next.Url) return;
        lock (_changing) _message = next.Message; // another one may speak something else
    }

    /// <summary>The receiver does not speak 2.0. From now on it gets 1.0.</summary>
    public void FallBack(SendResult result)
    {
        lock (_changing)
        {
            if (_message == RemoteWriteMessage.V1) return;
            _message = RemoteWriteMessage.V1;
        }

        LogFallBack(logger, Options.Name, result.Status, result.Reason);
    }

    public void Accepted(int samples, long newestUnixMs)
    {
        Metrics.Sent(samples, newestUnixMs);
        TimeSpan after;
        lock (_changing)
        {
            if (_failingSince is not { } since) return;
            after = time.GetElapsedTime(since);
            _failingSince = null;
        }

        LogRecovered(logger, Options.Name, after);
    }

    /// <summary>Once for each cause: the log says what the receiver says.</summary>
    public void Rejected(SendResult result, in RequestPart request)
    {
        var samples = request.Summary.Samples;
        RejectedInPart(request);
        LogBudget? budget;
        lock (_changing)
        {
            if (!_refusals.TryGetValue(result.Status, out budget)) _refusals[result.Status] = budget = new LogBudget(1, Stretch, time);
        }

        if (budget.TryTake(out var suppressed)) LogRejected(logger, Options.Name, samples, result.Status, result.Reason, suppressed);
    }

    /// <summary>The receiver refused them, while it failed at others of the same request.</summary>
    public void RejectedInPart(in RequestPart part)
    {
        Metrics.Failed(part.Summary.Samples);
        Losses.Add("refused", part.Summary, part.Targets);
    }

    /// <summary>A run before this one wrote the samples and may have sent them: the receiver may refuse what it has.</summary>
    public void RejectedAgain(SendResult result, int samples)
    {
        Metrics.FailedAgain(samples);
        if (_refusedAgain.TryTake(out var suppressed)) LogRejectedAgain(logger, Options.Name, samples, result.Status, result.Reason, suppressed);
    }

    public void Retried(SendResult result, int samples)
    {
        Metrics.Retried(samples);
        lock (_changing)
        {
            if (_failingSince is not null) return;
            _failingSince = time.GetTimestamp();
        }

        LogFailing(logger, Options.Name, result.Outcome, result.Status, result.Reason);
    }

    /// <summary>The receiver fails at a series.</summary>
    public void Isolate(ReadOnlySpan<byte> labels)
    {
        Quarantine.Add(labels);
        if (_culprits.TryTake(out _)) LogIsolated(logger, Options.Name, InWords(labels));
    }

    /// <summary>Samples of series in quarantine. The log has named the series, and does not tell of each sample.</summary>
    public void LeftOut(in RequestPart part)
    {
        Metrics.Dropped(SampleDrop.Quarantined, part.Summary.Samples);
        Losses.Add(EnumLabels<SampleDrop>.Of(SampleDrop.Quarantined), part.Summary, part.Targets);
    }

    /// <inheritdoc/>
    public void Lost(SampleDrop reason, in RequestSummary summary, ReadOnlySpan<TargetSpan> targets)
    {
        Metrics.Dropped(reason, summary.Samples);
        _losses.Add(reason, summary, targets);
        Losses.Add(EnumLabels<SampleDrop>.Of(reason), summary, targets);
    }

    /// <summary>Says which losses were not said yet.</summary>
    public void Dispose() => _losses.Dispose();

    private static string InWords(ReadOnlySpan<byte> labels)
    {
        var text = new StringBuilder("{");
        var messages = new LabelMessages(labels);
        while (messages.Read()) text.Append(text.Length > 1 ? ", " : "").Append(Encoding.UTF8.GetString(messages.Name)).Append("=\"").Append(Encoding.UTF8.GetString(messages.Value)).Append('"');
        return text.Append('}').ToString();
    }

    [LoggerMessage(LogLevel.Warning, "Remote write {Endpoint}: the receiver does not speak 2.0 (HTTP {Status}: {Reason}). It gets 1.0 until the next start")]
    private static partial void LogFallBack(ILogger logger, string endpoint, int status, string reason);

    [LoggerMessage(LogLevel.Warning, "Remote write {Endpoint}: {Outcome}, HTTP {Status}: {Reason}. Trying again until it works")]
    private static partial void LogFailing(ILogger logger, string endpoint, SendOutcome outcome, int status, string reason);

    [LoggerMessage(LogLevel.Information, "Remote write {Endpoint}: works again after {After}")]
    private static partial void LogRecovered(ILogger logger, string endpoint, TimeSpan after);

    [LoggerMessage(LogLevel.Error, "Remote write {Endpoint}: {Samples} samples were refused, HTTP {Status}: {Reason} ({Suppressed} more requests since this was last said)")]
    private static partial void LogRejected(ILogger logger, string endpoint, int samples, int status, string reason, long suppressed);

    [LoggerMessage(LogLevel.Information, "Remote write {Endpoint}: {Samples} samples that were written before the start were refused, HTTP {Status}: {Reason}. The receiver may have had them ({Suppressed} more requests since this was last said)")]
    private static partial void LogRejectedAgain(ILogger logger, string endpoint, int samples, int status, string reason, long suppressed);

    [LoggerMessage(LogLevel.Error, "Remote write {Endpoint}: the receiver fails whenever it gets {Series}. The series is left out for an hour")]
    private static partial void LogIsolated(ILogger logger, string endpoint, string series);
}
