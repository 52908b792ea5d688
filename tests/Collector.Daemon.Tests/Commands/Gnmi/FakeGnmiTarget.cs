using System.Collections.Concurrent;
using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Grpc.Server;
using Google.Protobuf;

namespace Collector.Daemon.Tests.Commands.Gnmi;

/// <summary>A gNMI target that a test scripts: what it answers, and what it was asked.</summary>
internal sealed class FakeGnmiTarget : IAsyncDisposable
{
    private readonly GrpcServer _server;

    private FakeGnmiTarget(GrpcServer server, ConcurrentQueue<Metadata> headers, ConcurrentQueue<byte[]> requests) => (_server, Headers, Requests) = (server, headers, requests);

    public string Address => _server.Address.ToString();

    /// <summary>Of all calls, in their order.</summary>
    public ConcurrentQueue<Metadata> Headers { get; }

    /// <summary>The messages of Get and Subscribe calls, in their order.</summary>
    public ConcurrentQueue<byte[]> Requests { get; }

    /// <param name="capabilities">Null for a target that has no such method.</param>
    /// <param name="get">Answers Get.</param>
    /// <param name="subscribe">Plays a Subscribe call after its first message.</param>
    /// <param name="tls">Null for plain text.</param>
    public static async Task<FakeGnmiTarget> StartAsync(
        CapabilityResponse? capabilities = null, Func<GetRequest, GetResponse>? get = null, Func<FakeSubscription, Task<Status>>? subscribe = null, GrpcServerTls? tls = null)
    {
        var (headers, requests) = (new ConcurrentQueue<Metadata>(), new ConcurrentQueue<byte[]>());
        var methods = new Dictionary<string, GrpcHandler>(StringComparer.Ordinal);
        if (capabilities is not null) methods["/gnmi.gNMI/Capabilities"] = Unary(headers, _ => capabilities.ToByteArray());
        if (get is not null)
        {
            methods["/gnmi.gNMI/Get"] = Unary(headers, request =>
            {
                requests.Enqueue(request);
                return get(GetRequest.Parser.ParseFrom(request)).ToByteArray();
            });
        }

        if (subscribe is not null)
        {
            methods["/gnmi.gNMI/Subscribe"] = async call =>
            {
                headers.Enqueue(call.Headers);
                if (await call.ReadAsync() is not { } first) return new Status(StatusCode.InvalidArgument, "no request");
                requests.Enqueue(first);
                return await subscribe(new FakeSubscription(call, requests));
            };
        }

        return new FakeGnmiTarget(await GrpcServer.StartAsync(new GrpcServerOptions { Methods = methods, Tls = tls }), headers, requests);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static GrpcHandler Unary(ConcurrentQueue<Metadata> headers, Func<byte[], byte[]> answer) => async call =>
    {
        headers.Enqueue(call.Headers);
        if (await call.ReadAsync() is not { } request) return new Status(StatusCode.InvalidArgument, "no request");
        await call.WriteAsync(answer(request));
        return Status.OK;
    };
}
