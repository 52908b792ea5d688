using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Collector.Grpc.Server;

/// <summary>A gRPC server on Kestrel, for the simulator and for tests: handlers by path, bytes in and out.</summary>
/// <remarks>Any thread. Kestrel runs without a host: nothing but connections and HTTP/2.</remarks>
public sealed class GrpcServer : IAsyncDisposable
{
    private readonly KestrelServer _kestrel;
    private readonly ServiceProvider _services;
    private readonly List<ListenOptions> _listeners = [];

    private GrpcServer(GrpcServerOptions options)
    {
        var logging = options.Logging ?? NullLoggerFactory.Instance;
        _services = KestrelServices.Build(logging);
        var kestrel = new KestrelServerOptions { ApplicationServices = _services, AddServerHeader = false };
        // Streams may be quiet for hours, and readers may be slow on purpose.
        (kestrel.Limits.MaxRequestBodySize, kestrel.Limits.MinRequestBodyDataRate, kestrel.Limits.MinResponseDataRate) = (null, null, null);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromDays(30); // with an infinite one, quiet connections were seen to end with GOAWAY within a second or two
        foreach (var endPoint in options.EndPoints) kestrel.Listen(endPoint, listen => Configure(listen, options));
        _kestrel = new KestrelServer(Options.Create(kestrel), new SocketTransportFactory(Options.Create(Transport(options)), logging), logging);
    }

    /// <summary>Where it listens, in the order of the options.</summary>
    public IReadOnlyList<EndPoint> EndPoints => [.. _listeners.Select(listener => listener.EndPoint)];

    /// <summary>Of the first end point.</summary>
    public int Port => ((IPEndPoint)_listeners[0].EndPoint).Port;

    /// <summary>The first end point, as a client writes it.</summary>
    public GrpcAddress Address => GrpcAddress.Parse(_listeners[0].SocketPath is { } path ? "unix://" + path : _listeners[0].EndPoint.ToString()!);

    public static async Task<GrpcServer> StartAsync(GrpcServerOptions options, CancellationToken cancellationToken = default)
    {
        var server = new GrpcServer(options);
        try
        {
            await server._kestrel.StartAsync(new GrpcApplication(options), cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops: no new connections, GOAWAY on those there are, and their calls may end until the token is cancelled.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _kestrel.StopAsync(cancellationToken);

    /// <summary>Stops without waiting for calls.</summary>
    public async ValueTask DisposeAsync()
    {
        await _kestrel.StopAsync(new CancellationToken(canceled: true));
        _kestrel.Dispose();
        await _services.DisposeAsync();
    }

    private static SocketTransportOptions Transport(GrpcServerOptions options)
    {
        var transport = new SocketTransportOptions();
        if (options.OpenListener is { } open) transport.CreateBoundListenSocket = open;
        return transport;
    }

    private void Configure(ListenOptions listen, GrpcServerOptions options)
    {
        _listeners.Add(listen);
        listen.Protocols = HttpProtocols.Http2;
        if (options.Tls is not { } tls) return;
        var https = new HttpsConnectionAdapterOptions
        {
            ServerCertificate = tls.Certificate,
            ServerCertificateChain = tls.Intermediates,
            SslProtocols = tls.Versions,
        };
        if (tls.ClientAuthorities.Count > 0)
        {
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => IsFrom(certificate, tls.ClientAuthorities);
        }

        listen.UseHttps(https);
    }

    private static bool IsFrom(X509Certificate2 certificate, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        return chain.Build(certificate);
    }
}
