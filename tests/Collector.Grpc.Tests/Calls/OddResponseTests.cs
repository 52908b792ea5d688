using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Collector.Grpc.Tests.Calls;

/// <summary>Servers that break gRPC's rules, or answer in HTTP alone.</summary>
public sealed class OddResponseTests
{
    private static readonly byte[] Hello = [0, 0, 0, 0, 5, .. "hello"u8];

    [Theory]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(429, StatusCode.Unavailable)]
    [InlineData(431, StatusCode.Internal)]
    [InlineData(500, StatusCode.Unknown)]
    [InlineData(502, StatusCode.Unavailable)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(504, StatusCode.Unavailable)]
    [InlineData(301, StatusCode.Unknown)]
    public async Task An_HTTP_status_without_gRPCs_has_a_meaning(int http, StatusCode expected)
    {
        var end = await EndAsync(context =>
        {
            context.Response.StatusCode = http;
            context.Response.Headers.Location = "/elsewhere";
            return context.Response.WriteAsync("<html>");
        });
        Assert.True(end.Reason == EndReason.NotGrpc, $"{end.Reason}: {end.Status}");
        Assert.Equal(expected, end.Status.StatusCode);
        Assert.Contains($"{http}", end.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    public async Task A_status_in_the_headers_counts_whatever_HTTP_says(int http)
    {
        var end = await EndAsync(context =>
        {
            context.Response.StatusCode = http;
            context.Response.Headers["grpc-status"] = "7";
            context.Response.Headers["grpc-message"] = "not %zz you%0A";
            return Task.CompletedTask;
        });
        Assert.Equal(new Status(StatusCode.PermissionDenied, "not %zz you"), end.Status);
    }

    [Fact]
    public async Task OK_in_the_headers_is_an_empty_stream()
    {
        var end = await EndAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "0";
            return Task.CompletedTask;
        });
        Assert.Equal(EndReason.Completed, end.Reason);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8")]
    [InlineData(null)]
    public async Task A_web_page_is_not_gRPC(string? contentType)
    {
        var end = await EndAsync(context =>
        {
            context.Response.ContentType = contentType;
            return context.Response.WriteAsync("<html>");
        });
        Assert.Equal((StatusCode.Unknown, EndReason.NotGrpc), (end.Status.StatusCode, end.Reason));
        Assert.Contains(contentType ?? "without a content type", end.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_trailers_are_an_unknown_end()
    {
        var end = await BodyAsync(Hello, null);
        Assert.Equal((StatusCode.Unknown, EndReason.Malformed), (end.Status.StatusCode, end.Reason));
    }

    [Theory]
    [InlineData("17")]
    [InlineData("-1")]
    [InlineData("OK")]
    [InlineData("99999999999999999999")]
    public async Task A_status_that_does_not_exist_is_unknown(string status) => Assert.Equal(StatusCode.Unknown, (await BodyAsync(Hello, status)).Status.StatusCode);

    [Theory]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 })]
    public async Task A_stream_that_ends_in_the_middle_of_a_message_is_not_OK(byte[] body)
    {
        Assert.Equal((StatusCode.Internal, EndReason.Malformed), Of(await BodyAsync(body, "0")));
        Assert.Equal((StatusCode.Internal, EndReason.Malformed), Of(await BodyAsync(body, null)));
        Assert.Equal((StatusCode.Aborted, EndReason.ServerStatus), Of(await BodyAsync(body, "10")));
    }

    [Theory]
    [InlineData(new byte[] { 2, 0, 0, 0, 0 }, StatusCode.Internal)]
    [InlineData(new byte[] { 1, 0, 0, 0, 1, 9 }, StatusCode.Internal)]
    [InlineData(new byte[] { 0, 0xFF, 0xFF, 0xFF, 0xFF, 1 }, StatusCode.ResourceExhausted)]
    [InlineData(new byte[] { 0, 0, 0x40, 0, 1, 1 }, StatusCode.ResourceExhausted)]
    public async Task A_frame_that_is_wrong_ends_the_call_at_once(byte[] body, StatusCode expected)
    {
        var reset = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var served = await ServedCalls.WithRawAsync(async context =>
        {
            context.Response.ContentType = "application/grpc";
            using var registration = context.RequestAborted.Register(() => reset.TrySetResult());
            await context.Response.BodyWriter.WriteAsync(body);
            await reset.Task; // the server goes on, the client does not
        });
        Assert.Equal(expected, (await served.EndAsync()).Status.StatusCode);
        await reset.Task;
    }

    [Fact]
    public async Task Messages_before_a_wrong_frame_are_handed_out()
    {
        await using var served = await ServedCalls.WithRawAsync(async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.BodyWriter.WriteAsync(new byte[] { 0, 0, 0, 0, 1, 42, 7 });
        });
        await using var call = served.Channel.StartDuplexCall(ServedCalls.Duplex);
        Assert.True(await call.WaitToReadAsync());
        Assert.True(call.TryRead(out var message));
        Assert.Equal([42], message.ToArray());
        Assert.False(await call.WaitToReadAsync());
        Assert.Equal(StatusCode.Internal, call.Status.StatusCode);
    }

    [Theory]
    [InlineData(0x0, StatusCode.Internal)]
    [InlineData(0x1, StatusCode.Internal)]
    [InlineData(0x2, StatusCode.Internal)]
    [InlineData(0x7, StatusCode.Unavailable)]
    [InlineData(0x8, StatusCode.Cancelled)]
    [InlineData(0xb, StatusCode.ResourceExhausted)]
    [InlineData(0xc, StatusCode.PermissionDenied)]
    public async Task A_reset_has_a_meaning(int code, StatusCode expected)
    {
        await using var served = await ServedCalls.WithAsync(async call =>
        {
            await call.WriteAsync(ServedCalls.Bytes("first"));
            call.Reset(code);
            return Status.OK;
        });
        var end = await served.EndAsync();
        Assert.Equal((expected, EndReason.Reset), (end.Status.StatusCode, end.Reason));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_unavailable()
    {
        await using var served = await ServedCalls.WithAsync(async call =>
        {
            await call.WriteAsync(ServedCalls.Bytes("first"));
            call.AbortConnection();
            return Status.OK;
        });
        var end = await served.EndAsync();
        Assert.Equal(StatusCode.Unavailable, end.Status.StatusCode);
    }

    [Fact]
    public async Task After_GOAWAY_the_call_goes_on_and_the_next_one_has_a_connection_of_its_own()
    {
        var connections = new List<string>();
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var served = await ServedCalls.WithAsync(async call =>
        {
            connections.Add(call.ConnectionId);
            if (connections.Count > 1) return Status.OK;
            call.GoAway();
            await call.WriteAsync(ServedCalls.Bytes("still here"));
            await goOn.Task;
            await call.WriteAsync(ServedCalls.Bytes("and here"));
            return Status.OK;
        });
        await using var call = served.Channel.StartDuplexCall(ServedCalls.Duplex);
        Assert.True(await call.WaitToReadAsync());
        Assert.True(call.TryRead(out _));
        Assert.True((await served.EndAsync()).IsOK);
        goOn.SetResult();
        Assert.Equal(["and here"], await ServedCalls.ReadAllAsync(call).Select(message => ServedCalls.Text(message)).ToListAsync());
        Assert.True(call.Status.IsOK);
        Assert.Equal(2, connections.Distinct().Count());
    }

    [Theory]
    [InlineData("enter idle")]
    [InlineData("max_age")]
    public async Task A_server_that_ends_old_connections_is_told_from_one_that_fails(string text)
    {
        await using var served = await ServedCalls.WithAsync(_ => Task.FromResult(new Status(StatusCode.Unavailable, text)));
        var end = await served.EndAsync();
        Assert.True(end.IsPlanned);
        Assert.Equal(StatusCode.Unavailable, end.Status.StatusCode);
    }

    private static (StatusCode, EndReason) Of(CallEnd end) => (end.Status.StatusCode, end.Reason);

    private static Task<CallEnd> BodyAsync(byte[] body, string? status) => EndAsync(async context =>
    {
        context.Response.ContentType = "application/grpc+proto";
        await context.Response.BodyWriter.WriteAsync(body);
        if (status is not null) context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers["grpc-status"] = status;
    });

    private static async Task<CallEnd> EndAsync(RequestDelegate answer)
    {
        await using var served = await ServedCalls.WithRawAsync(answer);
        return await served.EndAsync();
    }
}
