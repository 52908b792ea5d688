using System.Security.Cryptography;
using System.Text;
using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>Sends requests over pooled connections, and over new ones when a certificate or key was replaced.</summary>
/// <remarks>Any thread. Files are read for each request; requests under way end over the connections they began on.</remarks>
internal sealed class TransportHandler(HttpClientOptions options) : HttpMessageHandler
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Connections? _current;
    private bool _disposed;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var connections = Take();
        try
        {
            return await connections.Invoker.SendAsync(request, cancellationToken);
        }
        finally
        {
            Return(connections);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_gate)
            {
                _disposed = true;
                Retire();
            }
        }

        base.Dispose(disposing);
    }

    private Connections Take()
    {
        try
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (_current is null || options.Tls.Rotates && TlsSecrets.Read(options.Tls) != _current.Material.Secrets)
                {
                    var next = new Connections(options, TlsMaterial.Read(options.Tls));
                    Retire();
                    _current = next;
                }

                _current.Users++;
                return _current;
            }
        }
        catch (Exception e) when (e is SecretUnavailableException or CryptographicException)
        {
            throw new HttpRequestException($"tls_config: {e.Message}", e);
        }
    }

    private void Return(Connections connections)
    {
        lock (_gate)
        {
            if (--connections.Users == 0 && connections.IsRetired) connections.Dispose();
        }
    }

    private void Retire()
    {
        if (_current is not { } old) return;
        _current = null;
        old.IsRetired = true;
        if (old.Users == 0) old.Dispose();
    }

    /// <summary>What was made with one set of certificates.</summary>
    private sealed class Connections(HttpClientOptions options, TlsMaterial material) : IDisposable
    {
        public TlsMaterial Material => material;

        public HttpMessageInvoker Invoker { get; } = new(Handler(options, material));

        public int Users { get; set; }

        public bool IsRetired { get; set; }

        // The certificates are left to the garbage collector: a response whose body is still being read may begin a handshake no more, but a pool may.
        public void Dispose() => Invoker.Dispose();

        private static SocketsHttpHandler Handler(HttpClientOptions options, TlsMaterial material)
        {
            var proxy = ConfiguredProxy.For(options.Proxy);
            var handler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false, // RedirectHandler does it
                UseCookies = false,
                UseProxy = proxy is not null,
                Proxy = proxy,
                ConnectTimeout = ConnectPatience,
                PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(10), // so that a name that moved is noticed
                KeepAlivePingDelay = TimeSpan.FromMinutes(1),
                ActivityHeadersPropagator = null,
                RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8, // as Go: what was written goes out as it is
                SslOptions = ServerTls.Options(options.Tls, material, expectsOtherName: true),
            };
            if (options.Tls.ServerName is not null && proxy is null)
                handler.ConnectCallback = (context, cancellationToken) => NamedServerConnection.OpenAsync(context, options.Tls, material, options.EnableHttp2, cancellationToken);
            return handler;
        }
    }
}
