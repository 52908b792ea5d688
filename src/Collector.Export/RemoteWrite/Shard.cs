using System.Collections.Concurrent;
using System.Threading.Channels;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Requests;
using Collector.Export.RemoteWrite.Sending;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Store;
using Microsoft.Extensions.Logging;

namespace Collector.Export.RemoteWrite;

/// <summary>One queue of an endpoint: what lanes tell, encoded by one task into the buffer, and sent out of it by another. Next: <see cref="SentTarget"/>, <see cref="ShardSender"/>.</summary>
/// <remarks>
/// Lanes offer, and never wait: when the encoder is too far behind, a poll is left out whole and counted. The end of a target is never left out. The encoder never waits for
/// the receiver, so it falls behind only when the machine does.
/// </remarks>
internal sealed partial class Shard : IAsyncDisposable
{
    /// <summary>Publications that may wait for the encoder. Their snapshots cannot be used again meanwhile.</summary>
    public const int MostWaiting = 4096;

    private const int ItemsInTurn = 64;

    private readonly Channel<ShardItem> _inbox = Channel.CreateBounded<ShardItem>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly ConcurrentQueue<ShardItem> _overdueEnds = new(); // of targets that ended while the inbox was full
    private readonly Dictionary<TargetSeries, SentTarget> _targets = []; // this and the following: the encoder's task only
    private readonly Published<RemoteWriteOptions?> _change = new(null); // to be put in force
    private readonly ISendBuffer _buffer;
    private readonly EndpointState _endpoint;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _ticks;
    private readonly CancellationTokenSource _stopping = new();
    private SeriesEncoder _encoder;
    private HashSet<TargetSeries>? _gone; // ended before what had been told of them was read
    private RemoteWriteOptions _options;
    private long _begunAt;
    private Task _encoding = Task.CompletedTask;
    private Task _sending = Task.CompletedTask;

    public Shard(EndpointState endpoint, ISendBuffer buffer, TimeProvider time, ILogger logger)
    {
        (_endpoint, _buffer, _time, _logger) = (endpoint, buffer, time, logger);
        _options = endpoint.Options;
        _encoder = Encoder(new RequestWriter(buffer, endpoint.Metrics, _options.Queue.MaxSamplesPerSend));
        _ticks = time.CreateTimer(_ => _inbox.Writer.TryWrite(new ShardItem { Kind = ShardItemKind.Tick }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Any thread. What waits to be sent.</summary>
    public BufferLevel Level => _buffer.Level;

    public void Start()
    {
        _ticks.Change(Tick(_options), Tick(_options));
        _encoding = Task.Run(EncodeAsync);
        _sending = Task.Run(() => new ShardSender(_buffer, _endpoint, _time).RunAsync(_stopping.Token));
    }

    /// <summary>Any thread. Puts other labels, rules and limits in force, with what is encoded next.</summary>
    public void Change(RemoteWriteOptions options)
    {
        _change.Publish(options);
        _inbox.Writer.TryWrite(new ShardItem { Kind = ShardItemKind.Tick }); // when it is full, somebody is at it anyway
        _ticks.Change(Tick(options), Tick(options));
    }

    /// <summary>A lane's thread.</summary>
    public void Offer(in ShardItem item)
    {
        item.Snapshot?.Hold();
        item.Batch?.Hold();
        if (_inbox.Writer.TryWrite(item)) return;
        item.Snapshot?.Release();
        item.Batch?.Release();
        if (item.Kind == ShardItemKind.Ended) _overdueEnds.Enqueue(item);
        else if (item.Kind is ShardItemKind.Published or ShardItemKind.Updated) _endpoint.Metrics.PollDropped(item.Series!.Target.Instance);
    }

    /// <summary>Encodes what was offered, and sends as much as it can until the deadline.</summary>
    /// <param name="deadline">Ended already where what is left is on disk: then nobody waits for the receiver.</param>
    public async Task StopAsync(Task deadline)
    {
        _ticks.Dispose();
        _inbox.Writer.TryComplete();
        await _encoding;
        await Task.WhenAny(_sending, deadline);
        await _stopping.CancelAsync();
        await _sending;
    }

    public ValueTask DisposeAsync()
    {
        _ticks.Dispose();
        _stopping.Dispose();
        _buffer.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task EncodeAsync()
    {
        while (await _inbox.Reader.WaitToReadAsync())
        {
            for (var item = 0; item < ItemsInTurn && _inbox.Reader.TryRead(out var next); item++) Take(next);
            await Task.Yield(); // a flood of polls holds up nobody else of the pool
        }

        if (_options.SendStaleOnShutdown)
        {
            foreach (var target in _targets.Values) target.End(_encoder, _time.GetUtcNow().ToUnixTimeMilliseconds());
        }

        _encoder.Writer.Seal();
        _buffer.Complete();
    }

    private void Take(in ShardItem item)
    {
        try
        {
            if (_change.Value is not null && _change.Exchange(null) is { } changed) PutInForce(changed);
            while (_overdueEnds.TryDequeue(out var ended))
            {
                End(ended);
                (_gone ??= []).Add(ended.Series!);
            }

            Apply(item);
        }
        catch (Exception exception)
        {
            LogFailed(_logger, _endpoint.Options.Name, item.Series?.Target.Instance, exception); // our bug; the other targets are still to be sent
        }
        finally
        {
            item.Snapshot?.Release();
            item.Batch?.Release();
        }
    }

    private void Apply(in ShardItem item)
    {
        var before = _encoder.Writer.Samples;
        switch (item.Kind)
        {
            case ShardItemKind.Published:
                Target(item.Series!)?.Send(_encoder, item.Module, item.Snapshot, item.UnixMs);
                break;
            case ShardItemKind.Polled:
                Target(item.Series!)?.Send(_encoder, item.Poll);
                break;
            case ShardItemKind.Updated:
                Target(item.Series!)?.Send(_encoder, item.Module, item.Schema!, item.Batch!);
                break;
            case ShardItemKind.Ended:
                End(item);
                break;
            case ShardItemKind.Tick:
                foreach (var target in _targets.Values) target.Tick(_encoder, _time.GetUtcNow().ToUnixTimeMilliseconds());
                if (before > 0 && _time.GetElapsedTime(_begunAt) >= _options.Queue.BatchSendDeadline) _encoder.Writer.Seal();
                if (_inbox.Reader.Count == 0) _gone = null; // everything that was told before has been read
                break;
        }

        if (before == 0 || _encoder.Writer.Samples < before) _begunAt = _time.GetTimestamp();
    }

    private void PutInForce(RemoteWriteOptions next)
    {
        var (before, encoder) = (_options, _encoder);
        _options = next;
        encoder.Writer.MaxSamples = next.Queue.MaxSamplesPerSend;
        if (before.Rules.Equals(next.Rules) && before.ExternalLabels.Equals(next.ExternalLabels)) return;
        _encoder = Encoder(encoder.Writer);
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var target in _targets.Values) target.Change(encoder, _encoder, now);
    }

    private SeriesEncoder Encoder(RequestWriter writer) => new(writer, _options.ExternalLabels, new SeriesRules(_options.Rules), _endpoint.Metrics) { Families = _endpoint.Families };

    private static TimeSpan Tick(RemoteWriteOptions options)
    {
        var deadline = options.Queue.BatchSendDeadline;
        return deadline / 4 < TimeSpan.FromSeconds(1) ? deadline / 4 : TimeSpan.FromSeconds(1);
    }

    private SentTarget? Target(TargetSeries series)
    {
        if (_targets.TryGetValue(series, out var known)) return known;
        if (_gone is not null && _gone.Contains(series)) return null;
        return _targets[series] = new SentTarget(series, inherited: null);
    }

    private void End(in ShardItem item)
    {
        _targets.Remove(item.Series!, out var ended);
        if (ended is null) return;
        if (item.Heir is null) ended.End(_encoder, item.UnixMs);
        else if (!_targets.ContainsKey(item.Heir)) _targets.Add(item.Heir, new SentTarget(item.Heir, ended.HandOver(_encoder)));
    }

    [LoggerMessage(LogLevel.Error, "Remote write {Endpoint}: what {Instance} has could not be encoded")]
    private static partial void LogFailed(ILogger logger, string endpoint, string? instance, Exception exception);
}
