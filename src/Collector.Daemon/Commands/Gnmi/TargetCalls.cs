using Collector.Gnmi.Configuration;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Sessions;
using Collector.Gnmi.Subscriptions;
using Collector.Grpc;
using Google.Protobuf;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary>The calls that commands make to one target.</summary>
internal sealed class TargetCalls(GnmiTargetOptions target, GrpcAddress address) : IDisposable
{
    private readonly GrpcChannel _channel = TargetChannel.Create(target, address, TimeProvider.System);
    private readonly Metadata _metadata = CallMetadata.Of(target);

    public GnmiTargetOptions Target => target;

    public GrpcAddress Address => address;

    /// <summary>The answer, or how the call ended instead.</summary>
    public async Task<(T? Answer, CallEnd End)> AskAsync<T>(string method, IMessage request, MessageParser<T> parser, CancellationToken cancelled)
        where T : class, IMessage<T>
    {
        var response = await _channel.UnaryCallAsync(method, request.ToByteArray(), new CallOptions { Timeout = target.Timeout, Headers = _metadata, CancellationToken = cancelled });
        if (!response.End.IsOK) return (null, response.End);
        try
        {
            return (parser.ParseFrom(response.Message.Span), response.End);
        }
        catch (InvalidProtocolBufferException error)
        {
            return (null, new CallEnd(new Status(StatusCode.Internal, "the answer is no message of gNMI's: " + error.Message), EndReason.Malformed));
        }
    }

    public Task<(CapabilityResponse? Answer, CallEnd End)> CapabilitiesAsync(CancellationToken cancelled) =>
        AskAsync(TargetChannel.CapabilitiesMethod, new CapabilityRequest(), CapabilityResponse.Parser, cancelled);

    /// <summary>The encoding to ask for: what somebody wants now, or what the target is configured with and has, or the best that it has. A target that does not say what it can do is asked for JSON, which all have to have; one that cannot be talked to says so here.</summary>
    public async Task<(Encoding Encoding, CallEnd? Failure)> ChooseEncodingAsync(Encoding? wanted, CancellationToken cancelled)
    {
        if (wanted is { } encoding) return (encoding, null);
        var (answer, end) = await CapabilitiesAsync(cancelled);
        if (answer is not null) return (EncodingChoice.Choose(target.Encoding, answer.SupportedEncodings), null);
        return end.Reason == EndReason.ServerStatus && end.Status.StatusCode == StatusCode.Unimplemented ? (target.Encoding ?? Encoding.Json, null) : (Encoding.Json, end);
    }

    public DuplexCall Subscribe(CancellationToken cancelled) =>
        _channel.StartDuplexCall(TargetChannel.SubscribeMethod, new CallOptions { Headers = _metadata, CancellationToken = cancelled });

    public void Dispose() => _channel.Dispose();
}
