using Collector.Grpc.Calls;
using Collector.Grpc.Connections;
using Collector.Grpc.Framing;

namespace Collector.Grpc;

/// <summary>Calls to one server over one HTTP/2 connection, which is made when a call needs it and made again when it broke.</summary>
/// <remarks>Any thread. Messages are bytes on both sides: who calls knows what is in them.</remarks>
public sealed class GrpcChannel : IDisposable
{
    private readonly GrpcChannelOptions _options;
    private readonly Dialer _dialer;
    private readonly HttpMessageInvoker _sender;
    private readonly Uri _server;

    private GrpcChannel(GrpcAddress address, GrpcChannelOptions options)
    {
        (Address, _options) = (address, options);
        _dialer = new Dialer(address, options);
        _server = new Uri($"{(options.Tls is null ? "http" : "https")}://{address.Authority}");
        _sender = new HttpMessageInvoker(HttpStack.Create(_dialer, options));
    }

    public GrpcAddress Address { get; }

    /// <summary>The connection that was made last; null before the first.</summary>
    public ConnectionDetails? Connection => _dialer.Latest;

    public static GrpcChannel ForAddress(GrpcAddress address, GrpcChannelOptions options) => new(address, options);

    /// <summary>Sends one message and waits for one.</summary>
    /// <param name="method">The path: <c>/package.Service/Method</c>.</param>
    /// <param name="request">The message.</param>
    /// <param name="options">The deadline, and what else the call needs.</param>
    public async Task<UnaryResponse> UnaryCallAsync(string method, ReadOnlyMemory<byte> request, CallOptions options = default)
    {
        using var reader = Send(method, request, options);
        byte[]? message = null;
        var count = 0;
        while (await reader.WaitToReadAsync(CancellationToken.None))
        {
            while (reader.TryRead(out var received))
            {
                message ??= received.ToArray();
                if (++count > 1) return new UnaryResponse(Wrong("more than one message"), null, reader.Headers);
            }
        }

        var end = reader.End!;
        return new UnaryResponse(end.IsOK && message is null ? Wrong("OK without a message") : end, message, reader.Headers);
    }

    /// <summary>Sends one message; the response is a stream. Writing to the call is not possible.</summary>
    public DuplexCall StartServerStreamingCall(string method, ReadOnlyMemory<byte> request, CallOptions options = default) => new(Send(method, request, options), null, false);

    /// <summary>Begins a call in which both sides send messages.</summary>
    public DuplexCall StartDuplexCall(string method, CallOptions options = default)
    {
        var content = new DuplexContent();
        var reader = new CallReader(_sender, RequestHeaders.Create(_server, method, options, content, _options.Gzip), _options, options, _dialer.Explain, content);
        return new DuplexCall(reader, content, _options.Gzip);
    }

    /// <summary>Closes the connection and ends all calls.</summary>
    public void Dispose() => _sender.Dispose();

    private CallReader Send(string method, ReadOnlyMemory<byte> request, in CallOptions options)
    {
        var content = new ByteArrayContent(OutgoingMessage.Frame(request.Span, _options.Gzip));
        return new CallReader(_sender, RequestHeaders.Create(_server, method, options, content, _options.Gzip), _options, options, _dialer.Explain, null);
    }

    private static CallEnd Wrong(string what) => new(new Status(StatusCode.Internal, $"the server answered a unary call with {what}"), EndReason.Malformed);
}
