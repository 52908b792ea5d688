using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Requests;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Export.Tests.RemoteWrite.Requests;

/// <summary>Polls of one target, made up by a test, and what a shard's encoder makes of them.</summary>
internal sealed class EncoderFixture : IDisposable
{
    private readonly FilledStore _store = new();
    private readonly CollectorMeter _meter = new();
    private readonly KeptRequests _requests = new();
    private TargetSeries _series;
    private SentTarget _sent;
    private SeriesEncoder _encoder;

    public EncoderFixture(int maxSamples = 2000, LabelSet? external = null, RelabelRules? rules = null, string[]? modules = null, params Label[] labels)
    {
        Metrics = new RemoteWriteMetrics("test", RemoteWriteInstruments.Durations(_meter), TimeProvider.System);
        _encoder = MakeEncoder(new RequestWriter(_requests, Metrics, maxSamples), external, rules);
        _series = _store.Add("sw1", modules ?? ["m"], labels);
        _sent = new SentTarget(_series, inherited: null);
    }

    public RemoteWriteMetrics Metrics { get; }

    public SeriesEncoder Encoder => _encoder;

    public KeptRequests Requests => _requests;

    public void Dispose() => _meter.Dispose();

    /// <summary>A module's poll; what goes out for it.</summary>
    public List<SentSample> Publish(ModuleSchema schema, long unixMs, params (string Labels, object?[] Cells)[] rows) => Publish(0, schema, unixMs, rows);

    public List<SentSample> Publish(int module, ModuleSchema schema, long unixMs, params (string Labels, object?[] Cells)[] rows)
    {
        _store.Publish(_series, module, schema, unixMs, rows);
        Send(module, unixMs);
        return Take();
    }

    /// <summary>As a publication, without sending it.</summary>
    public void Stage(ModuleSchema schema, long unixMs, params (string Labels, object?[] Cells)[] rows) => _store.Publish(_series, 0, schema, unixMs, rows);

    /// <summary>What was published last, once more.</summary>
    public void Send(int module, long unixMs) => _sent.Send(Encoder, module, _series.Module(module), unixMs);

    /// <summary>A poll of the module found nothing.</summary>
    public List<SentSample> PublishNothing(long unixMs)
    {
        _store.PublishNothing(_series, 0);
        _sent.Send(Encoder, 0, null, unixMs);
        return Take();
    }

    public List<SentSample> EndPoll(long unixMs, PollOutcome outcome = PollOutcome.Answered)
    {
        _sent.Send(Encoder, new PollRecord { StartedUnixMs = unixMs, Duration = TimeSpan.FromMilliseconds(250), Outcome = outcome, Varbinds = 7 });
        return Take();
    }

    /// <summary>The target's definition changes.</summary>
    public void Follow(params Label[] labels)
    {
        var heir = _store.Add("sw1", _series.ModuleNames, labels);
        (_sent, _series) = (new SentTarget(heir, _sent.HandOver(Encoder)), heir);
    }

    /// <summary>The endpoint's labels and rules change; what goes out for it.</summary>
    public List<SentSample> Change(long unixMs, LabelSet? external = null, RelabelRules? rules = null)
    {
        var before = _encoder;
        _encoder = MakeEncoder(before.Writer, external, rules);
        _sent.Change(before, _encoder, unixMs);
        return Take();
    }

    public List<SentSample> End(long unixMs)
    {
        _sent.End(Encoder, unixMs);
        return Take();
    }

    public List<SentSample> Take()
    {
        Encoder.Writer.Seal();
        return _requests.Take();
    }

    private SeriesEncoder MakeEncoder(RequestWriter writer, LabelSet? external, RelabelRules? rules) => new(writer, external ?? LabelSet.Empty, new SeriesRules(rules ?? RelabelRules.None), Metrics);
}
