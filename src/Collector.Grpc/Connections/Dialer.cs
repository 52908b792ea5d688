using System.Net;
using System.Net.Sockets;

namespace Collector.Grpc.Connections;

/// <summary>Makes connections: the name's addresses in turn, TCP that notices a dead peer, and TLS.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class Dialer(GrpcAddress address, GrpcChannelOptions options)
{
    private readonly Lock _gate = new();
    private ConnectionDetails? _latest;
    private ObservedTls? _latestTls;

    public ConnectionDetails? Latest
    {
        get
        {
            lock (_gate) return _latest;
        }
    }

    /// <summary>Says of a call whose connection broke whether TLS was behind it: the server hung up after the handshake, before its first word.</summary>
    public CallEnd Explain(CallEnd end)
    {
        string? silence;
        lock (_gate) silence = _latestTls?.SilentEnd;
        if (end.Reason != EndReason.ConnectionLost || silence is null) return end;
        return end with { Status = new Status(StatusCode.Unavailable, $"{address.Host}: {TlsVerdict.OfOwn(options.Tls!, silence)}"), Reason = EndReason.Tls, Tls = TlsFailure.ClientCertificateRequired };
    }

    /// <summary>For the HTTP stack, which takes TLS as it is when the stream has it already.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var step = "connection";
        Socket? socket = null;
        try
        {
            socket = await OpenAsync(both.Token);
            var details = new ConnectionDetails { RemoteEndPoint = socket.RemoteEndPoint ?? new DnsEndPoint(address.Host, address.Port), Since = options.Time.GetUtcNow() };
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            step = "TLS handshake";
            if (options.Tls is null) return Keep(stream, details);
            var (secured, securedDetails) = await TlsHandshake.RunAsync(stream, options.Tls, address.Host, details, options.Time.GetUtcNow(), both.Token);
            return Keep(secured, securedDetails, secured);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new DialException(EndReason.ConnectTimeout, TlsFailure.None, $"{address}: no {step} within {options.ConnectTimeout.TotalSeconds:0.###} s");
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private async Task<Socket> OpenAsync(CancellationToken cancellationToken)
    {
        if (address.Path is { } path) return await OpenAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        var addresses = await ResolveAsync(cancellationToken);
        foreach (var candidate in addresses[..^1])
        {
            // An address that swallows packets gets its share of the time, so that the next is tried too.
            using var share = new CancellationTokenSource(options.ConnectTimeout / addresses.Length, options.Time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(share.Token, cancellationToken);
            try
            {
                return await OpenAsync(new IPEndPoint(candidate, address.Port), both.Token);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested && error is DialException or OperationCanceledException)
            {
                // The next one may answer; the last one's error is told.
            }
        }

        return await OpenAsync(new IPEndPoint(addresses[^1], address.Port), cancellationToken);
    }

    private async Task<Socket> OpenAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, endPoint is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            if (endPoint is IPEndPoint) Liveness.Set(socket, options);
            await socket.ConnectAsync(endPoint, cancellationToken);
            return socket;
        }
        catch (Exception error)
        {
            socket.Dispose();
            if (error is SocketException failed) throw new DialException(EndReason.Refused, TlsFailure.None, $"{address}: {failed.Message}", failed);
            throw;
        }
    }

    private async Task<IPAddress[]> ResolveAsync(CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(address.Host, out var literal)) return [literal];
        try
        {
            var found = await Dns.GetHostAddressesAsync(address.Host, cancellationToken);
            if (found.Length > 0) return found;
        }
        catch (SocketException error)
        {
            throw new DialException(EndReason.NameResolution, TlsFailure.None, $"{address.Host}: {error.Message}", error);
        }

        throw new DialException(EndReason.NameResolution, TlsFailure.None, $"{address.Host}: the name has no address");
    }

    private Stream Keep(Stream stream, ConnectionDetails details, ObservedTls? tls = null)
    {
        lock (_gate) (_latest, _latestTls) = (details, tls);
        return stream;
    }
}
