using System.Net.Security;
using System.Net.Sockets;

namespace Collector.Pipeline.Http;

/// <summary>Connects to a server that is asked for, and must prove to be, another name than the URL's: <c>server_name</c>.</summary>
/// <remarks>The HTTP stack always takes the URL's, so TLS is begun here and handed over.</remarks>
internal static class NamedServerConnection
{
    public static async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, HttpTlsOptions tls, TlsMaterial material, bool http2, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (context.InitialRequestMessage.RequestUri?.Scheme != Uri.UriSchemeHttps) return stream;
            var secured = new SslStream(stream, leaveInnerStreamOpen: false);
            stream = secured;
            var options = ServerTls.Options(tls, material, expectsOtherName: false);
            options.TargetHost = tls.ServerName;
            options.ApplicationProtocols = http2 ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] : [SslApplicationProtocol.Http11];
            await secured.AuthenticateAsClientAsync(options, cancellationToken);
            return secured;
        }
        catch
        {
            if (stream is not null) await stream.DisposeAsync();
            socket.Dispose();
            throw;
        }
    }
}
