using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Pipeline.Store.Streams;
using Google.Protobuf;

namespace Collector.Gnmi.Sessions;

/// <summary>Connects to one target: dials its addresses in turn, asks for its capabilities, and lends the connection to the calls of its subscriptions.</summary>
/// <remarks>
/// Any task of the session may call. One of them dials, and the others wait for what becomes of it. A connection that broke, or that nobody uses any more,
/// is not lent again: the next call dials.
/// </remarks>
internal sealed class TargetConnection(string instance, SessionPlan plan, TargetCredentials credentials, StreamHistory history, SessionContext context, Action failed) : IDisposable
{
    private readonly SemaphoreSlim _dialing = new(1);
    private readonly BackOff _backOff = new(plan.Target.RetryTimer, context.Jitter);
    private readonly Lock _lending = new();
    private LiveConnection? _current; // under _lending
    private int _next; // the place of the address to dial next; who dials has it
    private ConnectReason _reason = ConnectReason.Start; // who dials has it
    private DisconnectReason? _toldReason;

    /// <summary>A connection for one call. Waits until there is one.</summary>
    public async ValueTask<LiveConnection> AcquireAsync(CancellationToken cancellation)
    {
        if (TryLend() is { } current) return current;
        await _dialing.WaitAsync(cancellation);
        try
        {
            return TryLend() ?? Lend(await DialUntilItWorksAsync(cancellation));
        }
        finally
        {
            _dialing.Release();
        }
    }

    /// <summary>A call is over.</summary>
    public void Release(LiveConnection connection, bool isBroken)
    {
        bool isOver;
        lock (_lending)
        {
            connection.Calls--;
            isOver = connection.Calls == 0;
            if ((isBroken || isOver) && ReferenceEquals(_current, connection)) _current = null;
        }

        if (isOver) connection.Dispose();
    }

    public void Dispose()
    {
        lock (_lending)
        {
            _current?.Dispose();
            _current = null;
        }

        _dialing.Dispose();
    }

    private LiveConnection? TryLend()
    {
        lock (_lending)
        {
            if (_current is null) return null;
            _current.Calls++;
            return _current;
        }
    }

    private LiveConnection Lend(LiveConnection made)
    {
        lock (_lending)
        {
            _current = made;
            made.Calls++;
            return made;
        }
    }

    private async Task<LiveConnection> DialUntilItWorksAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var (made, end) = await DialAllAsync(cancellation);
            if (made is not null)
            {
                _backOff.Reset();
                (_reason, _toldReason) = (ConnectReason.Lost, null);
                return made;
            }

            var wait = _backOff.Next(end!.Reason);
            history.Enter(StreamState.BackingOff);
            history.RetriesAt(context.UnixMs + (long)wait.TotalMilliseconds);
            if (_toldReason != end.Reason) context.Log.Failed(instance, "connecting to " + history.Address, end, wait);
            (_reason, _toldReason) = (ConnectReason.Retry, end.Reason);
            await credentials.PauseAsync(end, wait, cancellation);
        }
    }

    /// <summary>Dials each address once, beginning with the one that worked last.</summary>
    private async Task<(LiveConnection? Made, StreamEnd? End)> DialAllAsync(CancellationToken cancellation)
    {
        StreamEnd? end = null;
        for (var tried = 0; tried < plan.Addresses.Count; tried++)
        {
            history.Enter(StreamState.Connecting);
            await context.Dials.WaitAsync(cancellation);
            var address = plan.Addresses[_next % plan.Addresses.Count];
            history.CountAttempt(tried == 0 ? _reason : ConnectReason.NextAddress, address.ToString());
            (var made, end) = await DialAsync(address, cancellation);
            if (made is not null) return (made, null);
            _next++;
            history.CountDisconnect(GrpcCodeNames.Of(end!.Code), end.Reason);
            history.Failed(end.ToError(context.UnixMs, null));
            failed();
            if (end.Reason == DisconnectReason.Denied) break; // the same device behind another address: asking again might lock the account
        }

        return (null, end);
    }

    private async Task<(LiveConnection? Made, StreamEnd? End)> DialAsync(GrpcAddress address, CancellationToken cancellation)
    {
        if (!credentials.TryRead(out var headers, out var unfit)) return (null, unfit);
        var channel = TargetChannel.Create(plan.Target, address, context.Time);
        try
        {
            var options = new CallOptions { Timeout = plan.Target.Timeout, Headers = headers, CancellationToken = cancellation };
            var response = await channel.UnaryCallAsync(TargetChannel.CapabilitiesMethod, new CapabilityRequest().ToByteArray(), options);
            cancellation.ThrowIfCancellationRequested();
            if (channel.Connection?.PeerCertificateExpiry is { } expiry) history.HasCertificateUntil(expiry);
            if (!response.End.IsOK && !IsWillingWithout(response.End))
            {
                channel.Dispose();
                return (null, StreamEnd.Of(response.End).Hiding(headers));
            }

            return (new LiveConnection(channel, response.End.IsOK ? EncodingsIn(response.Message) : null, response.End.IsOK), null);
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    // Devices without Capabilities, or that keep them from us, may stream all the same. Whether credentials are right the Subscribe call will tell.
    private static bool IsWillingWithout(CallEnd end) =>
        end.Reason == EndReason.ServerStatus && end.Status.StatusCode is not (StatusCode.Unauthenticated or StatusCode.Unavailable or StatusCode.Cancelled);

    private static IReadOnlyCollection<Encoding>? EncodingsIn(ReadOnlyMemory<byte> response)
    {
        try
        {
            return [.. CapabilityResponse.Parser.ParseFrom(response.Span).SupportedEncodings];
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
