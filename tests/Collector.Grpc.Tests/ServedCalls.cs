using System.Text;
using Collector.Grpc.Server;
using Microsoft.AspNetCore.Http;

namespace Collector.Grpc.Tests;

/// <summary>A server with a few methods and a channel to it.</summary>
internal sealed class ServedCalls : IAsyncDisposable
{
    public const string Echo = "/test.Test/Echo";
    public const string Duplex = "/test.Test/Duplex";

    private ServedCalls(GrpcServer server, GrpcChannel channel) => (Server, Channel) = (server, channel);

    public GrpcServer Server { get; }

    public GrpcChannel Channel { get; }

    public static async Task<ServedCalls> StartAsync(GrpcServerOptions? server = null, GrpcChannelOptions? channel = null)
    {
        var running = await GrpcServer.StartAsync(server ?? new GrpcServerOptions { Methods = Methods });
        return new ServedCalls(running, GrpcChannel.ForAddress(running.Address, channel ?? new GrpcChannelOptions()));
    }

    /// <summary>One method with a handler.</summary>
    public static Task<ServedCalls> WithAsync(GrpcHandler handler, GrpcChannelOptions? channel = null) =>
        StartAsync(new GrpcServerOptions { Methods = new Dictionary<string, GrpcHandler> { [Duplex] = handler } }, channel);

    /// <summary>One path that is answered in HTTP.</summary>
    public static Task<ServedCalls> WithRawAsync(RequestDelegate raw, GrpcChannelOptions? channel = null) =>
        StartAsync(new GrpcServerOptions { Raw = new Dictionary<string, RequestDelegate> { [Duplex] = raw } }, channel);

    public static Dictionary<string, GrpcHandler> Methods { get; } = new()
    {
        [Echo] = GrpcHandlers.Unary((request, _) => Task.FromResult(request)),
        [Duplex] = async call =>
        {
            while (await call.ReadAsync() is { } message) await call.WriteAsync(message);
            return Status.OK;
        },
    };

    /// <summary>The end of a call to <see cref="Duplex"/> of which no message is wanted.</summary>
    public async Task<CallEnd> EndAsync(CallOptions options = default)
    {
        await using var call = Channel.StartDuplexCall(Duplex, options);
        await foreach (var _ in ReadAllAsync(call))
        {
        }

        return call.End!;
    }

    public static async IAsyncEnumerable<byte[]> ReadAllAsync(DuplexCall call)
    {
        while (await call.WaitToReadAsync())
        {
            while (call.TryRead(out var message)) yield return message.ToArray();
        }
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await Server.DisposeAsync();
    }
}
