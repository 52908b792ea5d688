namespace Collector.Grpc.Tests.Calls;

public sealed class DuplexCallTests
{
    [Fact]
    public async Task Messages_go_both_ways_until_both_sides_are_done()
    {
        await using var served = await ServedCalls.StartAsync();
        await using var call = served.Channel.StartDuplexCall(ServedCalls.Duplex);
        foreach (var text in new[] { "one", "", "three" })
        {
            Assert.True(await call.WriteAsync(ServedCalls.Bytes(text)));
            Assert.True(await call.WaitToReadAsync());
            Assert.True(call.TryRead(out var message));
            Assert.Equal(text, ServedCalls.Text(message));
        }

        await call.CompleteWritesAsync();
        Assert.False(await call.WaitToReadAsync());
        Assert.Equal(Status.OK, call.Status);
        Assert.False(await call.WriteAsync(ServedCalls.Bytes("late")));
    }

    [Fact]
    public async Task All_messages_of_a_read_are_handed_out_before_the_next_wait()
    {
        await using var served = await ServedCalls.WithAsync(async call =>
        {
            await call.WriteFramedAsync(Collector.Grpc.Server.ServerCall.Frame(Enumerable.Range(0, 1000).Select(number => (ReadOnlyMemory<byte>)ServedCalls.Bytes($"{number}"))));
            return Status.OK;
        });
        await using var call = served.Channel.StartDuplexCall(ServedCalls.Duplex);
        var waits = 0;
        var texts = new List<string>();
        while (await call.WaitToReadAsync())
        {
            waits++;
            while (call.TryRead(out var message)) texts.Add(ServedCalls.Text(message));
        }

        Assert.Equal(Status.OK, call.Status);
        Assert.Equal(Enumerable.Range(0, 1000).Select(number => $"{number}"), texts);
        Assert.InRange(waits, 1, 20);
    }

    [Fact]
    public async Task Disposing_resets_the_stream()
    {
        var reset = new TaskCompletionSource();
        await using var served = await ServedCalls.WithAsync(async call =>
        {
            await using var registration = call.CancellationToken.Register(reset.SetResult);
            await call.WriteAsync(ServedCalls.Bytes("first"));
            await reset.Task;
            return Status.OK;
        });
        var call = served.Channel.StartDuplexCall(ServedCalls.Duplex);
        Assert.True(await call.WaitToReadAsync());
        await call.DisposeAsync();
        await reset.Task;
        Assert.False(await call.WaitToReadAsync());
        Assert.Equal(StatusCode.Cancelled, call.Status.StatusCode);
    }

    [Fact]
    public async Task Disposing_ends_a_wait_that_has_begun()
    {
        await using var served = await ServedCalls.WithAsync(async call =>
        {
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
            return Status.OK;
        });
        var call = served.Channel.StartDuplexCall(ServedCalls.Duplex);
        Assert.True(await call.WriteAsync(ServedCalls.Bytes("subscribe")));
        var wait = call.WaitToReadAsync().AsTask();
        await call.DisposeAsync();
        Assert.False(await wait);
        Assert.Equal(EndReason.Cancelled, call.End!.Reason);
    }

    [Fact]
    public async Task A_cancelled_wait_throws_and_ends_the_call()
    {
        await using var served = await ServedCalls.WithAsync(async call =>
        {
            await call.SendHeadersAsync();
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
            return Status.OK;
        });
        using var impatience = new CancellationTokenSource();
        await using var call = served.Channel.StartDuplexCall(ServedCalls.Duplex);
        var wait = call.WaitToReadAsync(impatience.Token).AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal(EndReason.Cancelled, call.End!.Reason);
    }

    [Fact]
    public async Task A_server_that_ends_first_ends_the_call_while_we_could_still_write()
    {
        await using var served = await ServedCalls.WithAsync(async call =>
        {
            await call.WriteAsync(ServedCalls.Bytes("all there is"));
            return Status.OK;
        });
        await using var call = served.Channel.StartDuplexCall(ServedCalls.Duplex);
        var texts = await ServedCalls.ReadAllAsync(call).Select(message => ServedCalls.Text(message)).ToListAsync();
        Assert.Equal(Status.OK, call.Status);
        Assert.Equal(["all there is"], texts);
        Assert.False(await call.WriteAsync(ServedCalls.Bytes("late")));
    }

    [Fact]
    public async Task A_server_that_is_faster_than_our_first_message_loses_nothing()
    {
        var handled = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var served = await ServedCalls.WithAsync(async call =>
        {
            handled.Enqueue(call.ConnectionId);
            await call.WriteAsync(ServedCalls.Bytes("all there is"));
            return Status.OK;
        });
        var ends = new List<(string, int)>();
        for (var round = 0; round < 200; round++)
        {
            using var channel = GrpcChannel.ForAddress(served.Server.Address, new GrpcChannelOptions());
            await using var call = channel.StartDuplexCall(ServedCalls.Duplex);
            var count = await ServedCalls.ReadAllAsync(call).CountAsync();
            ends.Add(($"{call.End!.Reason} {call.Status}", count));
        }

        Assert.Equal([("Completed OK", 1)], ends.Distinct());
        Assert.Equal(200, handled.Count);
        Assert.Equal(200, handled.Distinct().Count());
    }

    [Fact]
    public async Task A_server_streaming_call_sends_one_message()
    {
        await using var served = await ServedCalls.StartAsync();
        await using var call = served.Channel.StartServerStreamingCall(ServedCalls.Duplex, ServedCalls.Bytes("once"));
        Assert.Equal(["once"], await ServedCalls.ReadAllAsync(call).Select(message => ServedCalls.Text(message)).ToListAsync());
        Assert.Equal(Status.OK, call.Status);
    }

    [Fact]
    public async Task Nobody_there_is_a_refusal_that_the_writer_sees_too()
    {
        var served = await ServedCalls.StartAsync();
        await served.Server.DisposeAsync();
        await using var call = served.Channel.StartDuplexCall(ServedCalls.Duplex);
        Assert.False(await call.WriteAsync(ServedCalls.Bytes("anybody?")));
        Assert.False(await call.WaitToReadAsync());
        Assert.Equal((StatusCode.Unavailable, EndReason.Refused), (call.Status.StatusCode, call.End!.Reason));
        Assert.Contains(served.Server.Address.ToString(), call.Status.Detail, StringComparison.Ordinal);
    }
}
