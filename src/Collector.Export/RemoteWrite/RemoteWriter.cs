using Collector.Export.RemoteWrite.Buffer;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Live;
using Microsoft.Extensions.Logging;

namespace Collector.Export.RemoteWrite;

/// <summary>Sends every published poll to the endpoints of <c>remote_write</c>, with its own time.</summary>
/// <remarks>Lanes tell; each endpoint has tasks of its own. One caller at a time starts, changes and stops. Next: <see cref="Shard"/>.</remarks>
public sealed class RemoteWriter : IPublicationObserver, IAsyncDisposable
{
    private readonly Published<RemoteWriteEndpoint[]> _endpoints = new([]);
    private readonly LiveAudience _audience = new();
    private readonly EndpointRegister _register;
    private readonly TimeProvider _time;

    /// <exception cref="IOException">A buffer's folder cannot be read.</exception>
    public RemoteWriter(IReadOnlyList<RemoteWriteOptions> options, CollectorMeter meter, TimeProvider time, ILogger<RemoteWriter> logger)
    {
        _time = time;
        _register = new EndpointRegister(meter, time, logger, () => _endpoints.Value);
        Publish(_register.Begin(options), hasNew: true);
    }

    /// <inheritdoc/>
    public LiveAudience Audience => _audience;

    /// <summary>Where series are sent to.</summary>
    internal IReadOnlyList<RemoteWriteEndpoint> Endpoints => _endpoints.Value;

    public void Start()
    {
        foreach (var endpoint in _endpoints.Value) endpoint.Start();
    }

    /// <summary>
    /// Puts a changed list in force. Endpoints are known by their names: one that says the same is left alone, one that says something else goes on with its queue, a new one begins with
    /// the next poll and with all that streams have, one that is gone sends what waits, as at the end of the process.
    /// </summary>
    public async Task UseAsync(IReadOnlyList<RemoteWriteOptions> options)
    {
        var (next, added) = await _register.UseAsync(_endpoints.Value, options);
        if (next is null) return;
        foreach (var endpoint in added) endpoint.Start();
        var removed = _endpoints.Value.Except(next).ToArray();
        Publish(next, added.Count > 0);
        foreach (var endpoint in removed) _register.Leave(endpoint);
    }

    /// <summary>Sends as much as can be sent within the endpoints' flush deadlines. Nothing may be published any more.</summary>
    public Task StopAsync() => Task.WhenAll([.. _endpoints.Value.Select(endpoint => endpoint.StopAsync()), _register.LeftAsync()]);

    /// <inheritdoc/>
    public void OnPublished(TargetSeries series, int module, ModuleSnapshot? current, ModuleSnapshot? previous)
    {
        if (_endpoints.Value is { Length: > 0 } endpoints) Offer(endpoints, new ShardItem { Kind = ShardItemKind.Published, Series = series, Module = module, Snapshot = current, UnixMs = NowUnixMs() });
    }

    /// <inheritdoc/>
    public void OnPolled(TargetSeries series, in PollRecord poll)
    {
        if (_endpoints.Value is { Length: > 0 } endpoints) Offer(endpoints, new ShardItem { Kind = ShardItemKind.Polled, Series = series, Poll = poll });
    }

    /// <inheritdoc/>
    public void OnUpdated(TargetSeries series, int module, LiveSchema schema, LiveBatch batch)
    {
        if (_endpoints.Value is { Length: > 0 } endpoints) Offer(endpoints, new ShardItem { Kind = ShardItemKind.Updated, Series = series, Module = module, Schema = schema, Batch = batch });
    }

    /// <inheritdoc/>
    public void OnEnded(TargetSeries series, TargetSeries? heir)
    {
        if (_endpoints.Value is { Length: > 0 } endpoints) Offer(endpoints, new ShardItem { Kind = ShardItemKind.Ended, Series = series, Heir = heir, UnixMs = NowUnixMs() });
    }

    public async ValueTask DisposeAsync()
    {
        await _register.LeftAsync();
        foreach (var endpoint in _endpoints.Value) await endpoint.DisposeAsync();
    }

    private void Publish(RemoteWriteEndpoint[] endpoints, bool hasNew)
    {
        _endpoints.Publish(endpoints);
        if (endpoints.Length == 0) _audience.Leave();
        else if (hasNew) _audience.Join();
    }

    private long NowUnixMs() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private static void Offer(RemoteWriteEndpoint[] endpoints, in ShardItem item)
    {
        foreach (var endpoint in endpoints) endpoint.Offer(item);
    }
}
