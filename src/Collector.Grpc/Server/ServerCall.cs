using System.Buffers;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Collector.Grpc.Framing;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Collector.Grpc.Server;

/// <summary>One call as its handler sees it.</summary>
/// <remarks>One reader and one writer at a time.</remarks>
public sealed class ServerCall : IDisposable
{
    /// <summary>What a timer takes.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly HttpContext _context;
    private readonly GrpcServerOptions _options;
    private readonly MessageBuffer _frames;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _ended;

    internal ServerCall(HttpContext context, GrpcServerOptions options)
    {
        (_context, _options) = (context, options);
        _frames = new MessageBuffer(options.MaxReceiveMessageSize) { IsGzip = context.Request.Headers["grpc-encoding"] == "gzip" };
        Timeout = ReadTimeout(context.Request.Headers["grpc-timeout"].ToString());
        _deadline = Timeout is { } timeout ? new CancellationTokenSource(timeout, options.Time) : new CancellationTokenSource();
        _ended = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, context.RequestAborted);
        foreach (var (name, values) in context.Request.Headers)
        {
            foreach (var value in values) Headers.AddReceived(name, value ?? "");
        }
    }

    public string Method => _context.Request.Path.Value!;

    /// <summary>Of the request, HTTP's own among them.</summary>
    public Metadata Headers { get; } = [];

    /// <summary>Sent after the last message, or with the headers if there is none.</summary>
    public Metadata Trailers { get; } = [];

    /// <summary>How long the client waits from now on; null when it did not say.</summary>
    public TimeSpan? Timeout { get; }

    /// <summary>Compresses what is written from the first message on.</summary>
    public bool UsesGzip { get; set; }

    /// <summary>Cancelled when the client has, and when its deadline has passed.</summary>
    public CancellationToken CancellationToken => _ended.Token;

    public EndPoint LocalEndPoint => new IPEndPoint(_context.Connection.LocalIpAddress ?? IPAddress.None, _context.Connection.LocalPort);

    public EndPoint RemoteEndPoint => new IPEndPoint(_context.Connection.RemoteIpAddress ?? IPAddress.None, _context.Connection.RemotePort);

    /// <summary>Names the connection; calls over the same one have the same.</summary>
    public string ConnectionId => _context.Connection.Id;

    public X509Certificate2? ClientCertificate => _context.Connection.ClientCertificate;

    internal bool HasTimedOut => _deadline.IsCancellationRequested;

    internal bool IsAborted { get; private set; }

    /// <summary>Waits for messages; false when the client has sent its last.</summary>
    public async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        _frames.Recycle();
        while (true)
        {
            var next = _frames.Peek();
            if (next == FrameStatus.Message) return true;
            if (next == FrameStatus.TooLong) throw new RpcException(new Status(StatusCode.ResourceExhausted, "a message is too long"));
            if (next != FrameStatus.Incomplete) throw new RpcException(new Status(StatusCode.Internal, "a message is malformed"));
            var read = await ReadBodyAsync(cancellationToken);
            if (read == 0) return false;
            _frames.Advance(read);
        }
    }

    /// <summary>The next message that has arrived, valid until the next wait.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> message) => _frames.TryRead(out message) == FrameStatus.Message;

    /// <summary>The next message, as a copy; null when the client has sent its last.</summary>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (TryRead(out var message)) return message.ToArray();
            if (!await WaitToReadAsync(cancellationToken)) return null;
        }
    }

    /// <summary>Adds a header to the response. Before the first message.</summary>
    public void AddHeader(string key, string value) => _context.Response.Headers.Append(key, value);

    /// <summary>Sends the headers now, before there is a message.</summary>
    public async ValueTask SendHeadersAsync()
    {
        Begin();
        await _context.Response.StartAsync(CancellationToken);
        await _context.Response.BodyWriter.FlushAsync(CancellationToken);
    }

    /// <summary>Sends a message and waits while the client takes no more; false when it is gone.</summary>
    public ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> message)
    {
        Begin();
        var writer = _context.Response.BodyWriter;
        if (UsesGzip)
        {
            writer.Write(OutgoingMessage.Frame(message.Span, gzip: true));
        }
        else
        {
            FrameHeader.Write(writer.GetSpan(FrameHeader.Size), isCompressed: false, message.Length);
            writer.Advance(FrameHeader.Size);
            writer.Write(message.Span);
        }

        return FlushAsync();
    }

    /// <summary>Sends bytes that are framed already: one message or many.</summary>
    public ValueTask<bool> WriteFramedAsync(ReadOnlyMemory<byte> frames)
    {
        Begin();
        _context.Response.BodyWriter.Write(frames.Span);
        return FlushAsync();
    }

    /// <summary>Frames messages for <see cref="WriteFramedAsync"/>.</summary>
    public static byte[] Frame(params IEnumerable<ReadOnlyMemory<byte>> messages) => [.. messages.SelectMany(message => OutgoingMessage.Frame(message.Span, gzip: false))];

    /// <summary>Ends the call with RST_STREAM instead of a status.</summary>
    /// <param name="errorCode">RFC 9113 section 7.</param>
    public void Reset(int errorCode)
    {
        IsAborted = true;
        _context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(errorCode);
    }

    /// <summary>Sends GOAWAY: calls go on, new ones need another connection.</summary>
    public void GoAway() => _context.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().RequestClose();

    /// <summary>Cuts the connection with all its calls.</summary>
    public void AbortConnection()
    {
        IsAborted = true;
        _context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
    }

    public void Dispose()
    {
        _ended.Dispose();
        _deadline.Dispose();
    }

    private void Begin()
    {
        if (_context.Response.HasStarted) return;
        UsesGzip |= _options.ForceGzip;
        if (UsesGzip) _context.Response.Headers["grpc-encoding"] = "gzip";
    }

    private async ValueTask<bool> FlushAsync()
    {
        try
        {
            return !(await _context.Response.BodyWriter.FlushAsync(CancellationToken)).IsCompleted;
        }
        catch (OperationCanceledException) when (!HasTimedOut)
        {
            return false;
        }
    }

    private async ValueTask<int> ReadBodyAsync(CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken, cancellationToken);
        try
        {
            return await _context.Request.Body.ReadAsync(_frames.GetMemory(), both.Token);
        }
        catch (IOException) // the client reset the stream or the connection
        {
            throw new OperationCanceledException(CancellationToken);
        }
    }

    private static TimeSpan? ReadTimeout(string text) => Amount(text) is { } timeout ? (timeout < LongestTimer ? timeout : LongestTimer) : null;

    private static TimeSpan? Amount(string text)
    {
        if (text.Length < 2 || !long.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var amount)) return null;
        return text[^1] switch
        {
            'H' => TimeSpan.FromHours(Math.Min(amount, 10_000)),
            'M' => TimeSpan.FromMinutes(Math.Min(amount, 1_000_000)),
            'S' => TimeSpan.FromSeconds(Math.Min(amount, 1_000_000)),
            'm' => TimeSpan.FromMilliseconds(amount),
            'u' => TimeSpan.FromMicroseconds(amount),
            'n' => TimeSpan.FromTicks(Math.Max(amount / 100, 1)),
            _ => null,
        };
    }
}
