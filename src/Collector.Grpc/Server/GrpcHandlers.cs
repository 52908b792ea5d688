namespace Collector.Grpc.Server;

/// <summary>Makes handlers out of functions over whole messages.</summary>
public static class GrpcHandlers
{
    /// <summary>One message in, one out.</summary>
    public static GrpcHandler Unary(Func<ReadOnlyMemory<byte>, ServerCall, Task<ReadOnlyMemory<byte>>> answer) => async call =>
    {
        if (await call.ReadAsync() is not { } request) return new Status(StatusCode.Internal, "the call has no message");
        return await call.WriteAsync(await answer(request, call)) ? Status.OK : new Status(StatusCode.Cancelled, "");
    };
}
