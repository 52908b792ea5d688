using Collector.Export.RemoteWrite.Buffer;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Http;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Live;
using Microsoft.Extensions.Logging;

namespace Collector.Export.RemoteWrite;

/// <summary>Sends every published poll to the endpoints of <c>remote_write</c>, with its own time.</summary>
/// <remarks>Lanes tell; each endpoint has tasks of its own. Next: <see cref="Shard"/>.</remarks>
public sealed class RemoteWriter : IPublicationObserver, IAsyncDisposable
{
    private readonly RemoteWriteEndpoint[] _endpoints;
    private readonly TimeProvider _time;

    /// <exception cref="IOException">A buffer's folder cannot be read.</exception>
    public RemoteWriter(IReadOnlyList<RemoteWriteOptions> options, CollectorMeter meter, TimeProvider time, ILogger<RemoteWriter> logger)
    {
        _time = time;
        if (options.Count == 0)
        {
            _endpoints = [];
            return;
        }

        var durations = RemoteWriteInstruments.Durations(meter);
        var buffers = new SendBuffers(time, logger);
        _endpoints = [.. options.Select(buffers.Settle).Select(one =>
            new RemoteWriteEndpoint(one, new RemoteWriteMetrics(one.Name, durations, time), HttpClients.Create(one.Http, time), buffers.Make, time, logger))];
        _ = new RemoteWriteInstruments(meter, _endpoints);
        BufferInstruments.Create(meter, buffers);
    }

    /// <summary>Where series are sent to.</summary>
    internal IReadOnlyList<RemoteWriteEndpoint> Endpoints => _endpoints;

    public void Start()
    {
        foreach (var endpoint in _endpoints) endpoint.Start();
    }

    /// <summary>Sends as much as can be sent within the endpoints' flush deadlines. Nothing may be published any more.</summary>
    public Task StopAsync() => Task.WhenAll(_endpoints.Select(endpoint => endpoint.StopAsync()));

    /// <inheritdoc/>
    public void OnPublished(TargetSeries series, int module, ModuleSnapshot? current, ModuleSnapshot? previous)
    {
        if (_endpoints.Length > 0) Offer(new ShardItem { Kind = ShardItemKind.Published, Series = series, Module = module, Snapshot = current, UnixMs = NowUnixMs() });
    }

    /// <inheritdoc/>
    public void OnPolled(TargetSeries series, in PollRecord poll)
    {
        if (_endpoints.Length > 0) Offer(new ShardItem { Kind = ShardItemKind.Polled, Series = series, Poll = poll });
    }

    /// <inheritdoc/>
    public void OnUpdated(TargetSeries series, int module, LiveSchema schema, LiveBatch batch)
    {
        if (_endpoints.Length > 0) Offer(new ShardItem { Kind = ShardItemKind.Updated, Series = series, Module = module, Schema = schema, Batch = batch });
    }

    /// <inheritdoc/>
    public void OnEnded(TargetSeries series, TargetSeries? heir)
    {
        if (_endpoints.Length > 0) Offer(new ShardItem { Kind = ShardItemKind.Ended, Series = series, Heir = heir, UnixMs = NowUnixMs() });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var endpoint in _endpoints) await endpoint.DisposeAsync();
    }

    private long NowUnixMs() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Offer(in ShardItem item)
    {
        foreach (var endpoint in _endpoints) endpoint.Offer(item);
    }
}
