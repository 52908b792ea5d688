using System.Text;
using Collector.Grpc;

namespace Collector.Interop.Tests.Grpc;

/// <summary>Our client against gRPC's C-core, in plain text.</summary>
public sealed class CCoreTests
{
    [Fact]
    public async Task Calls_of_every_kind_work()
    {
        await using var server = await RealGrpcServer.StartAsync("127.9.0.1");
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions());
        Assert.Equal("hello", Text((await channel.UnaryCallAsync("/test.Test/Echo", "hello"u8.ToArray())).Message));

        await using var counting = channel.StartServerStreamingCall("/test.Test/Count", "1000"u8.ToArray());
        Assert.Equal(Enumerable.Range(0, 1000).Select(number => $"{number}"), await TextsAsync(counting));
        Assert.True(counting.Status.IsOK);

        await using var duplex = channel.StartDuplexCall("/test.Test/Duplex");
        foreach (var text in new[] { "a", "", "c" })
        {
            Assert.True(await duplex.WriteAsync(Encoding.UTF8.GetBytes(text)));
            Assert.True(await duplex.WaitToReadAsync());
            Assert.True(duplex.TryRead(out var answer));
            Assert.Equal(text, Text(answer));
        }

        await duplex.CompleteWritesAsync();
        Assert.False(await duplex.WaitToReadAsync());
        Assert.True(duplex.Status.IsOK);
    }

    [Fact]
    public async Task Metadata_authenticates_and_an_error_is_read_with_its_nasty_text()
    {
        await using var server = await RealGrpcServer.StartAsync("127.9.0.2");
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions());
        var good = await channel.UnaryCallAsync("/test.Test/WhoAmI", default, new CallOptions { Headers = Credentials("s3cret") });
        Assert.StartsWith("grpc-dotnet-collector/", Text(good.Message), StringComparison.Ordinal);
        Assert.EndsWith(" 00ff80", Text(good.Message), StringComparison.Ordinal);
        Assert.Equal([0x00, 0xFF, 0x10], good.End.Trailers.GetValueBytes("peer-bin")!);

        var bad = await channel.UnaryCallAsync("/test.Test/WhoAmI", default, new CallOptions { Headers = Credentials("wrong") });
        Assert.Equal(new Status(StatusCode.Unauthenticated, "bad credentials: é%% test 2nd line"), bad.Status);
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_unimplemented()
    {
        await using var server = await RealGrpcServer.StartAsync("127.9.0.3");
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions());
        Assert.Equal(StatusCode.Unimplemented, (await channel.UnaryCallAsync("/test.Test/Nothing", default)).Status.StatusCode);
        Assert.Equal(StatusCode.Unimplemented, (await channel.UnaryCallAsync("/other.Service/Echo", default)).Status.StatusCode);
    }

    [Fact]
    public async Task A_message_of_six_megabytes_comes_whole_and_one_over_the_limit_does_not()
    {
        await using var server = await RealGrpcServer.StartAsync("127.9.0.4");
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { MaxReceiveMessageSize = 6_000_000 });
        Assert.Equal(6_000_000, (await channel.UnaryCallAsync("/test.Test/Large", "6000000"u8.ToArray())).Message.Length);
        var tooLarge = await channel.UnaryCallAsync("/test.Test/Large", "6000001"u8.ToArray());
        Assert.Equal((StatusCode.ResourceExhausted, EndReason.MessageTooLarge), (tooLarge.Status.StatusCode, tooLarge.End.Reason));
        Assert.Equal(6_000_000, (await channel.UnaryCallAsync("/test.Test/Echo", new byte[6_000_000])).Message.Length);
    }

    [Fact]
    public async Task Gzip_is_read_and_written()
    {
        await using var server = await RealGrpcServer.StartAsync("127.9.0.5", "--gzip");
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { Gzip = true });
        var text = string.Concat(Enumerable.Repeat("telemetry ", 5000));
        Assert.Equal(text, Text((await channel.UnaryCallAsync("/test.Test/Echo", Encoding.UTF8.GetBytes(text))).Message));
        await using var counting = channel.StartServerStreamingCall("/test.Test/Count", "300"u8.ToArray());
        Assert.Equal(300, (await TextsAsync(counting)).Count);
    }

    [Fact]
    public async Task A_deadline_ends_the_call()
    {
        await using var server = await RealGrpcServer.StartAsync("127.9.0.6");
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions());
        var late = await channel.UnaryCallAsync("/test.Test/Deadline", default, new CallOptions { Timeout = TimeSpan.FromMilliseconds(1500) });
        Assert.Equal(StatusCode.DeadlineExceeded, late.Status.StatusCode);
    }

    [Fact]
    public async Task A_connection_that_becomes_too_old_is_a_planned_end()
    {
        await using var server = await RealGrpcServer.StartAsync("127.9.0.7", "--max-age", "500", "500");
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions());
        await using var call = channel.StartDuplexCall("/test.Test/Quiet");
        Assert.True(await call.WriteAsync("subscribe"u8.ToArray()));
        Assert.Equal(["first"], await TextsAsync(call));
        Assert.Equal(StatusCode.Unavailable, call.Status.StatusCode);
        Assert.True(call.End!.IsPlanned, $"{call.End.Reason}: {call.Status}");
        Assert.True((await channel.UnaryCallAsync("/test.Test/Echo", default)).Status.IsOK);
    }

    [Fact]
    public async Task Pings_are_sent_where_they_are_asked_for_and_a_stock_server_ends_a_quiet_call_for_them()
    {
        await using var server = await RealGrpcServer.StartAsync("127.9.0.9");
        var options = new GrpcChannelOptions { KeepAlivePingDelay = TimeSpan.FromSeconds(1) };
        using var channel = GrpcChannel.ForAddress(server.Address, options);
        await using var call = channel.StartDuplexCall("/test.Test/Quiet");
        Assert.True(await call.WriteAsync("subscribe"u8.ToArray()));
        Assert.Equal(["first"], await TextsAsync(call));
        Assert.Equal((EndReason.Reset, StatusCode.ResourceExhausted), (call.End!.Reason, call.Status.StatusCode)); // HTTP/2's ENHANCE_YOUR_CALM
        Assert.Contains("ENHANCE_YOUR_CALM", call.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_call_leaves_the_connection_usable()
    {
        await using var server = await RealGrpcServer.StartAsync("127.9.0.8");
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions());
        var since = DateTimeOffset.MinValue;
        for (var round = 0; round < 20; round++)
        {
            await using var call = channel.StartDuplexCall("/test.Test/Quiet");
            Assert.True(await call.WriteAsync("subscribe"u8.ToArray()));
            Assert.True(await call.WaitToReadAsync());
            if (round == 0) since = channel.Connection!.Since;
        }

        Assert.True((await channel.UnaryCallAsync("/test.Test/Echo", default)).Status.IsOK);
        Assert.Equal(since, channel.Connection!.Since);
    }

    internal static async Task<List<string>> TextsAsync(DuplexCall call)
    {
        var texts = new List<string>();
        while (await call.WaitToReadAsync())
        {
            while (call.TryRead(out var message)) texts.Add(Text(message));
        }

        return texts;
    }

    internal static string Text(ReadOnlyMemory<byte> message) => Encoding.UTF8.GetString(message.Span);

    private static Metadata Credentials(string password) => new() { { "username", "noc" }, { "password", password }, { "trace-bin", [0x00, 0xFF, 0x80] } };
}
