using Collector.Grpc.Calls;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Collector.Grpc.Server;

/// <summary>Turns Kestrel's requests into calls, and how handlers end into trailers.</summary>
internal sealed class GrpcApplication(GrpcServerOptions options) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (options.Raw.TryGetValue(context.Request.Path.Value!, out var raw))
        {
            await raw(context);
            return;
        }

        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        context.Response.ContentType = "application/grpc";
        if (!options.Methods.TryGetValue(context.Request.Path.Value!, out var handler))
        {
            End(context, new Status(StatusCode.Unimplemented, "no such method"), Metadata.Empty);
            return;
        }

        using var call = new ServerCall(context, options);
        var status = await RunAsync(handler, call);
        if (!call.IsAborted) End(context, status, call.Trailers);
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    private static async Task<Status> RunAsync(GrpcHandler handler, ServerCall call)
    {
        try
        {
            return await handler(call);
        }
        catch (RpcException error)
        {
            return error.Status;
        }
        catch (OperationCanceledException) when (call.CancellationToken.IsCancellationRequested)
        {
            return call.HasTimedOut ? new Status(StatusCode.DeadlineExceeded, "the deadline has passed") : new Status(StatusCode.Cancelled, "");
        }
        catch (Exception error)
        {
            return new Status(StatusCode.Unknown, error.Message);
        }
    }

    /// <summary>Trailers, or headers alone if nothing was sent yet.</summary>
    private static void End(HttpContext context, Status status, Metadata trailers)
    {
        var hasStarted = context.Response.HasStarted;
        var to = hasStarted ? context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers : context.Response.Headers;
        if (to is null || to.IsReadOnly) return; // the client is gone
        to["grpc-status"] = ((int)status.StatusCode).ToString();
        if (status.Detail is { Length: > 0 } detail) to["grpc-message"] = PercentEncoding.Encode(detail);
        foreach (var entry in trailers) to.Append(entry.Key, entry.WireValue);
    }
}
