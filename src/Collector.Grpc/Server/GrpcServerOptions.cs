using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Collector.Grpc.Server;

/// <summary>Where a server listens and what it answers.</summary>
public sealed record GrpcServerOptions
{
    /// <summary>Port 0 lets the system choose; <see cref="GrpcServer.EndPoints"/> has what it chose.</summary>
    public IReadOnlyList<EndPoint> EndPoints { get; init; } = [new IPEndPoint(IPAddress.Loopback, 0)];

    /// <summary>Makes the bound socket of an end point, for options that Kestrel has no names for; null leaves it to Kestrel.</summary>
    public Func<EndPoint, Socket>? OpenListener { get; init; }

    /// <summary>Null for plain text (h2c).</summary>
    public GrpcServerTls? Tls { get; init; }

    /// <summary>By path, <c>/package.Service/Method</c>. Other paths are <see cref="StatusCode.Unimplemented"/>.</summary>
    public IReadOnlyDictionary<string, GrpcHandler> Methods { get; init; } = new Dictionary<string, GrpcHandler>(StringComparer.Ordinal);

    /// <summary>Compresses every response, whether the client asked for it or not.</summary>
    public bool ForceGzip { get; init; }

    /// <summary>Bytes of one message.</summary>
    public int MaxReceiveMessageSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>Tells deadlines.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where Kestrel logs; null for nowhere.</summary>
    public ILoggerFactory? Logging { get; init; }

    /// <summary>Paths that are answered in HTTP, by tests that break the rules.</summary>
    internal IReadOnlyDictionary<string, RequestDelegate> Raw { get; init; } = new Dictionary<string, RequestDelegate>(StringComparer.Ordinal);
}
