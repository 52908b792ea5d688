using System.Collections.Concurrent;
using Collector.Gnmi.Protocol;
using Collector.Grpc.Server;
using Google.Protobuf;

namespace Collector.Daemon.Tests.Commands.Gnmi;

/// <summary>The target's side of a Subscribe call.</summary>
internal sealed class FakeSubscription(ServerCall call, ConcurrentQueue<byte[]> requests)
{
    public async Task SendAsync(Notification notification) => await call.WriteAsync(new SubscribeResponse { Update = notification }.ToByteArray());

    public async Task SyncAsync() => await call.WriteAsync(new SubscribeResponse { SyncResponse = true }.ToByteArray());

    /// <summary>Waits for one more message; false when the client has sent its last.</summary>
    public async Task<bool> ReadAsync()
    {
        if (await call.ReadAsync() is not { } request) return false;
        requests.Enqueue(request);
        return true;
    }

    /// <summary>Until the client cancels.</summary>
    public async Task StayAsync()
    {
        var gone = new TaskCompletionSource();
        await using var registration = call.CancellationToken.Register(gone.SetResult);
        await gone.Task;
    }
}
