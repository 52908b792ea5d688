using Collector.Grpc.Server;

namespace Collector.Grpc.Tests.Calls;

public sealed class UnaryCallTests
{
    [Fact]
    public async Task A_message_comes_back()
    {
        await using var served = await ServedCalls.StartAsync();
        var response = await served.Channel.UnaryCallAsync(ServedCalls.Echo, ServedCalls.Bytes("hello"));
        Assert.Equal("hello", ServedCalls.Text(response.Message));
        Assert.Equal(EndReason.Completed, response.End.Reason);
    }

    [Fact]
    public async Task An_empty_message_is_a_message()
    {
        await using var served = await ServedCalls.StartAsync();
        Assert.True((await served.Channel.UnaryCallAsync(ServedCalls.Echo, default)).Message.IsEmpty);
    }

    [Fact]
    public async Task A_message_larger_than_windows_and_buffers_comes_back_whole()
    {
        var large = new byte[3_000_000];
        new Random(7).NextBytes(large);
        await using var served = await ServedCalls.StartAsync();
        Assert.Equal(large, (await served.Channel.UnaryCallAsync(ServedCalls.Echo, large)).Message.ToArray());
    }

    [Fact]
    public async Task A_status_in_the_headers_alone_is_the_end_and_its_text_is_decoded()
    {
        await using var served = await ServedCalls.WithAsync(_ => throw new RpcException(new Status(StatusCode.Unauthenticated, "bad credentials: é%% test\n2nd line")));
        var response = await served.Channel.UnaryCallAsync(ServedCalls.Duplex, default);
        Assert.Equal(new Status(StatusCode.Unauthenticated, "bad credentials: é%% test 2nd line"), response.Status);
        Assert.Equal(EndReason.ServerStatus, response.End.Reason);
        var thrown = Assert.Throws<RpcException>(() => response.Message);
        Assert.Equal("Unauthenticated: bad credentials: é%% test 2nd line", thrown.Message);
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_unimplemented()
    {
        await using var served = await ServedCalls.StartAsync();
        Assert.Equal(StatusCode.Unimplemented, (await served.Channel.UnaryCallAsync("/test.Test/Nothing", default)).Status.StatusCode);
    }

    [Fact]
    public async Task OK_without_a_message_is_an_error()
    {
        await using var served = await ServedCalls.WithAsync(_ => Task.FromResult(Status.OK));
        Assert.Equal(StatusCode.Internal, (await served.Channel.UnaryCallAsync(ServedCalls.Duplex, default)).Status.StatusCode);
    }

    [Fact]
    public async Task A_second_message_is_an_error()
    {
        await using var served = await ServedCalls.WithAsync(async call =>
        {
            await call.WriteAsync(ServedCalls.Bytes("one"));
            await call.WriteAsync(ServedCalls.Bytes("two"));
            return Status.OK;
        });
        Assert.Equal(StatusCode.Internal, (await served.Channel.UnaryCallAsync(ServedCalls.Duplex, default)).Status.StatusCode);
    }

    [Fact]
    public async Task Requests_are_compressed_when_asked_for_and_responses_when_the_server_likes()
    {
        var options = new GrpcServerOptions { Methods = ServedCalls.Methods, ForceGzip = true };
        await using var served = await ServedCalls.StartAsync(options, new GrpcChannelOptions { Gzip = true });
        var text = string.Concat(Enumerable.Repeat("telemetry ", 1000));
        Assert.Equal(text, ServedCalls.Text((await served.Channel.UnaryCallAsync(ServedCalls.Echo, ServedCalls.Bytes(text))).Message));
    }

    [Fact]
    public async Task The_deadline_ends_the_call_and_the_server_knows_it()
    {
        var told = new TaskCompletionSource<TimeSpan?>();
        await using var served = await ServedCalls.WithAsync(async call =>
        {
            told.SetResult(call.Timeout);
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
            return Status.OK;
        });
        var response = await served.Channel.UnaryCallAsync(ServedCalls.Duplex, default, new CallOptions { Timeout = TimeSpan.FromMilliseconds(200) });
        Assert.Equal(StatusCode.DeadlineExceeded, response.Status.StatusCode);
        Assert.Equal(TimeSpan.FromMilliseconds(200), await told.Task);
    }

    [Fact]
    public async Task The_callers_token_cancels_the_call()
    {
        using var cancelled = new CancellationTokenSource();
        var reset = new TaskCompletionSource();
        await using var served = await ServedCalls.WithAsync(async call =>
        {
            using var registration = call.CancellationToken.Register(reset.SetResult);
            await cancelled.CancelAsync();
            await reset.Task;
            return Status.OK;
        });
        var response = await served.Channel.UnaryCallAsync(ServedCalls.Duplex, default, new CallOptions { CancellationToken = cancelled.Token });
        Assert.Equal((StatusCode.Cancelled, EndReason.Cancelled), (response.Status.StatusCode, response.End.Reason));
        await reset.Task;
    }

    [Fact]
    public async Task Metadata_goes_there_and_back()
    {
        await using var served = await ServedCalls.WithAsync(async call =>
        {
            call.AddHeader("seen", call.Headers.GetValue("username") + "/" + Convert.ToHexString(call.Headers.GetValueBytes("trace-bin")!));
            call.Trailers.Add("cost-bin", [1, 2, 3, 4]);
            await call.WriteAsync(default);
            return Status.OK;
        });
        var headers = new Metadata { { "Username", "noc" }, { "trace-bin", [0xFF, 0x00] } };
        var response = await served.Channel.UnaryCallAsync(ServedCalls.Duplex, default, new CallOptions { Headers = headers });
        Assert.Equal("noc/FF00", response.Headers.GetValue("seen"));
        Assert.Equal([1, 2, 3, 4], response.End.Trailers.GetValueBytes("cost-bin")!);
    }

    [Fact]
    public async Task The_request_has_gRPCs_headers_and_no_others()
    {
        IReadOnlyDictionary<string, string?> seen = null!;
        await using var served = await ServedCalls.WithAsync(call =>
        {
            seen = call.Headers.ToDictionary(entry => entry.Key, entry => entry.Value);
            return Task.FromResult(Status.OK);
        });
        using var activity = new System.Diagnostics.Activity("traced").Start();
        await served.Channel.UnaryCallAsync(ServedCalls.Duplex, default, new CallOptions { Timeout = TimeSpan.FromSeconds(90) });
        Assert.Equal(
            ["content-length", "content-type", "grpc-accept-encoding", "grpc-timeout", "host", "te", "user-agent"],
            seen.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("trailers", seen["te"]);
        Assert.Equal("application/grpc", seen["content-type"]);
        Assert.Equal("90000000u", seen["grpc-timeout"]);
        Assert.StartsWith("grpc-dotnet-collector/", seen["user-agent"], StringComparison.Ordinal);
    }
}
