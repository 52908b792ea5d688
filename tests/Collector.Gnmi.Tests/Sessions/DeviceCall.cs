using System.Collections.Concurrent;
using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Grpc.Server;
using Google.Protobuf;

namespace Collector.Gnmi.Tests.Sessions;

/// <summary>One Subscribe call as the device sees it.</summary>
internal sealed class DeviceCall(ServerCall call, SubscribeRequest first)
{
    private readonly ConcurrentQueue<SubscribeRequest> _more = new();
    private readonly CancellationToken _ended = call.CancellationToken;

    public SubscriptionList List => first.Subscribe;

    public SubscribeRequest First => first;

    /// <summary>What came after the first request.</summary>
    public IReadOnlyCollection<SubscribeRequest> More => [.. _more];

    public Metadata Headers => call.Headers;

    /// <summary>The client has ended the call.</summary>
    public bool IsCancelled => _ended.IsCancellationRequested;

    public Task UpdateAsync(string leaf = "a", ulong value = 1)
    {
        var update = new Update { Path = new Protocol.Path { Elem = { new PathElem { Name = leaf } } }, Val = new TypedValue { UintVal = value } };
        return SendAsync(new SubscribeResponse { Update = new Notification { Timestamp = 1, Update = { update } } });
    }

    public Task SyncAsync() => SendAsync(new SubscribeResponse { SyncResponse = true });

    public async Task SendAsync(SubscribeResponse response) => await call.WriteAsync(response.ToByteArray());

    public async Task SendAsync(byte[] response) => await call.WriteAsync(response);

    /// <summary>A value and a sync, and then nothing until the client goes.</summary>
    public async Task<Status> StreamAsync()
    {
        await UpdateAsync();
        await SyncAsync();
        return await StayAsync();
    }

    /// <summary>Keeps the call open until the client goes.</summary>
    public async Task<Status> StayAsync()
    {
        while (await ReadAsync() is not null)
        {
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, _ended);
        return Status.OK;
    }

    /// <summary>The next request; null when the client writes no more.</summary>
    public async Task<SubscribeRequest?> ReadAsync()
    {
        if (await call.ReadAsync() is not { } bytes) return null;
        var request = SubscribeRequest.Parser.ParseFrom(bytes);
        _more.Enqueue(request);
        return request;
    }
}
