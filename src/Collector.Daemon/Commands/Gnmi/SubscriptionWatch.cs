using Collector.Daemon.Commands.Gnmi.Output;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Subscriptions;
using Collector.Grpc;
using Google.Protobuf;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary>One Subscribe call of a command, from its request to its end.</summary>
internal sealed class SubscriptionWatch(TargetCalls calls, SubscriptionOptions subscription, SubscribeBounds bounds, ResponseWriter writer, TextWriter error)
{
    private int _notifications;
    private bool _isSynced;

    /// <summary>The exit code. Ctrl-C, and a bound that was reached, are good ends.</summary>
    public async Task<int> RunAsync(CancellationToken cancelled)
    {
        var code = await WatchAsync(cancelled);
        await writer.EndAsync();
        return code;
    }

    private async Task<int> WatchAsync(CancellationToken cancelled)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        try
        {
            var (encoding, failure) = await calls.ChooseEncodingAsync(subscription.Encoding, enough.Token);
            if (failure is not null) return cancelled.IsCancellationRequested ? GnmiExit.Done : await CallReport.FailedAsync(error, failure, calls);
            if (bounds.Time is { } time) enough.CancelAfter(time);
            await using var call = calls.Subscribe(CancellationToken.None);
            return await WatchAsync(call, encoding, enough.Token);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            return GnmiExit.Done;
        }
    }

    private async Task<int> WatchAsync(DuplexCall call, Encoding encoding, CancellationToken enough)
    {
        var isOpen = await call.WriteAsync(SubscribeRequests.Subscribe(subscription, calls.Target.Name, encoding), enough);
        if (isOpen && subscription.Mode == SubscriptionListMode.Once) await call.CompleteWritesAsync();
        if (isOpen && subscription.Mode == SubscriptionListMode.Poll) await call.WriteAsync(SubscribeRequests.Poll, enough);
        while (await call.WaitToReadAsync(enough))
        {
            while (call.TryRead(out var message))
            {
                if (await TakeAsync(call, message, enough) is { } code) return code;
            }
        }

        return await EndedAsync(call.End!);
    }

    /// <summary>Null to go on.</summary>
    private async Task<int?> TakeAsync(DuplexCall call, ReadOnlyMemory<byte> message, CancellationToken enough)
    {
        SubscribeResponse response;
        try
        {
            response = SubscribeResponse.Parser.ParseFrom(message.Span);
        }
        catch (InvalidProtocolBufferException wrong)
        {
            return await CallReport.FailedAsync(error, new CallEnd(new Status(StatusCode.Internal, "a message is none of gNMI's: " + wrong.Message), EndReason.Malformed), calls);
        }

        switch (response.ResponseCase)
        {
            case SubscribeResponse.ResponseOneofCase.Update:
                await writer.WriteAsync(response.Update);
                return ++_notifications == bounds.Count ? GnmiExit.Done : null;
            case SubscribeResponse.ResponseOneofCase.SyncResponse:
                _isSynced = true;
                await writer.WriteSyncAsync();
                if (writer.IsEnoughAtSync && bounds is { Count: null, Time: null } && subscription.Mode != SubscriptionListMode.Once) return GnmiExit.Done;
                if (subscription.Mode == SubscriptionListMode.Poll) await PollAgainAsync(call, enough);
                return null;
#pragma warning disable CS0612 // the error of gNMI before 0.4
            case SubscribeResponse.ResponseOneofCase.Error:
                return await CallReport.FailedAsync(error, new CallEnd(new Status((StatusCode)response.Error.Code, response.Error.Message), EndReason.ServerStatus), calls);
#pragma warning restore CS0612
            default:
                return null; // an extension alone
        }
    }

    private async Task PollAgainAsync(DuplexCall call, CancellationToken enough)
    {
        await Task.Delay(bounds.PollInterval, enough);
        await call.WriteAsync(SubscribeRequests.Poll, enough);
    }

    private async Task<int> EndedAsync(CallEnd end)
    {
        if (!end.IsOK) return await CallReport.FailedAsync(error, end, calls);
        if (subscription.Mode == SubscriptionListMode.Once)
        {
            if (!_isSynced) await error.WriteLineAsync($"{calls.Address}: the target has ended without saying that this was all");
            return GnmiExit.Done;
        }

        await error.WriteLineAsync($"{calls.Address}: the target has ended the subscription, with the status OK");
        return GnmiExit.Refused;
    }
}
