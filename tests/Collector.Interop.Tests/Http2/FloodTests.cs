using Collector.Interop.Tests.Prometheus;
using Collector.Testing;

namespace Collector.Interop.Tests.Http2;

/// <summary>Floods of HTTP/2 by a client that is not ours, against the running daemon: the connection is closed or bounded, others are answered meanwhile, and polls go on.</summary>
public sealed class FloodTests(FloodedCollector collector) : IClassFixture<FloodedCollector>
{
    // RFC 9113 section 7
    private const int ProtocolError = 1;
    private const int FlowControlError = 3;
    private const int FrameSizeError = 6;
    private const int CompressionError = 9;
    private const int EnhanceYourCalm = 11;

    private const int Streams = 100; // at the same time, on a connection
    private const long Buffers = 8 * 1024 * 1024; // what sockets and TLS of both sides hold when the server has closed: the client only learns of it later

    [Fact]
    public async Task A_client_that_keeps_the_rules_gets_its_page_over_HTTP_2()
    {
        var (page, _) = await collector.FloodAsync("get");
        Assert.Equal("h2", page.Protocol);
        Assert.Equal(1, page.Statuses["200"]);
        Assert.InRange(page.Octets, 10_000, long.MaxValue);
    }

    [Fact]
    public async Task A_real_Prometheus_scrapes_over_HTTP_2()
    {
        await using var prometheus = await RealPrometheus.StartAsync($$"""
            - { job_name: all, honor_labels: true, scheme: https, tls_config: { insecure_skip_verify: true }, static_configs: [ { targets: ["{{collector.Address}}"] } ] }
            - { job_name: none, params: { site: [nowhere] }, scheme: https, tls_config: { insecure_skip_verify: true }, static_configs: [ { targets: ["{{collector.Address}}"] } ] }
            """);
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (!(await prometheus.ValueAsync("scrape_samples_scraped{job=\"all\"}") > 100 && await prometheus.ValueAsync("up{job=\"none\"}") == 1)) Assert.False(patience.IsCancellationRequested, prometheus.Log);
    }

    /// <summary>What a client may have under way is counted in streams and octets, and told to it at the beginning.</summary>
    [Fact]
    public async Task A_client_is_told_how_much_it_may_have_under_way()
    {
        var (calm, _) = await collector.FloodAsync("ping");
        Assert.Equal(Streams, calm.Settings["3"]); // SETTINGS_MAX_CONCURRENT_STREAMS
        Assert.InRange(calm.Settings.GetValueOrDefault("4", 65_535), 0, 65_535); // SETTINGS_INITIAL_WINDOW_SIZE
        Assert.Equal(32 * 1024, calm.Settings["6"]); // SETTINGS_MAX_HEADER_LIST_SIZE
        Assert.Equal(0, calm.Granted);
    }

    /// <summary>The settings that every connection begins with are one frame more.</summary>
    [Theory]
    [InlineData("ping", "Ping")]
    [InlineData("settings-flood", "Settings")]
    public async Task Some_frames_that_want_an_answer_get_one_each(string kind, string answer)
    {
        var (calm, _) = await collector.FloodAsync(kind, "--count", "900", "--batch", "16000");
        Assert.False(calm.IsClosed, $"{calm}");
        Assert.InRange(calm.Frames[answer], 900, 902);
    }

    [Theory]
    [InlineData("ping")]
    [InlineData("settings-flood")]
    public async Task A_flood_of_frames_that_want_an_answer_ends_the_connection_and_leaves_nothing_behind(string kind)
    {
        var before = await collector.MemoryAsync();
        var closed = await collector.FloodsClosedAsync();
        var (flood, _) = await collector.FloodAsync(kind, "--count", "1000000", "--batch", "16000");
        Assert.True(flood.IsClosed, $"{flood}");
        Assert.Equal(closed + 1, await collector.FloodsClosedAsync());
        await collector.CalmsDownAsync();
        await AssertNoMoreMemoryAsync(before);
    }

    /// <summary>Answers that wait are octets in a buffer: when it is full, the server reads no more.</summary>
    [Theory]
    [InlineData("ping")]
    [InlineData("settings-flood")]
    public async Task Who_does_not_read_the_answers_is_not_read_either(string kind)
    {
        var before = await collector.MemoryAsync();
        var (flood, _) = await collector.FloodAsync(kind, "--count", "5000000", "--batch", "16000", "--unread");
        Assert.True(flood.IsBlocked || flood.IsClosed, $"{flood}");
        Assert.InRange(flood.Sent, 1, 4_999_999);
        await collector.CalmsDownAsync();
        await AssertNoMoreMemoryAsync(before);
    }

    [Fact]
    public async Task Frames_that_mean_nothing_are_passed_over()
    {
        var (flood, _) = await collector.FloodAsync("priority", "--count", "100000", "--batch", "16000");
        Assert.Equal((100_000, null), (flood.Sent, flood.GoAway));
        await collector.CalmsDownAsync();
    }

    /// <summary>Streams that are reset as soon as they are begun (CVE-2023-44487).</summary>
    [Fact]
    public async Task Streams_that_are_reset_at_once_are_no_more_requests_than_others()
    {
        var before = await collector.MemoryAsync();
        var (flood, most) = await collector.FloodAsync("reset", "--count", "20000", "--batch", "16000", "--path", collector.SlowPath);
        Assert.InRange(most, 0, (2 * Streams) + 2); // and what the other client asks
        Assert.True(flood.GoAway is null or EnhanceYourCalm or ProtocolError, $"{flood}");
        await collector.CalmsDownAsync();
        await AssertNoMoreMemoryAsync(before);
    }

    /// <summary>What cannot be right ends the connection at once, however much more was to come.</summary>
    [Theory]
    [InlineData("continuation", 1_000_000, 200_000)]
    [InlineData("bomb", 1, 20_000)]
    [InlineData("long-string", 100_000, 1_000_000)]
    [InlineData("long-integer", 1, 20_000)]
    [InlineData("window", 1_000_000, 1_000_000)]
    [InlineData("data", 100_000, 1_000_000)]
    [InlineData("garbage", 100_000, 1_000_000)]
    public async Task What_cannot_be_right_ends_the_connection(string kind, int count, long octets)
    {
        var before = await collector.MemoryAsync();
        var (flood, most) = await collector.FloodAsync(kind, "--count", $"{count}", "--path", collector.SlowPath, "--until-closed");
        Assert.True(flood.IsClosed, $"{flood}");
        Assert.True(flood.GoAway is null or ProtocolError or FlowControlError or FrameSizeError or CompressionError or EnhanceYourCalm, $"{flood}");
        Assert.InRange(flood.Octets, 0, octets + Buffers);
        Assert.InRange(most, 0, 3);
        await collector.CalmsDownAsync();
        await AssertNoMoreMemoryAsync(before);
    }

    [Fact]
    public async Task Headers_that_never_end_are_waited_for_so_long_and_no_longer()
    {
        var (flood, most) = await collector.FloodAsync("empty-continuation", "--count", "100000", "--until-closed");
        Assert.True(flood.IsClosed, $"{flood}");
        Assert.InRange(most, 0, 3);
        await collector.CalmsDownAsync();
    }

    /// <summary>Generously: the heap breathes by tens of megabytes. A flood that left something behind would be hundreds.</summary>
    private async Task AssertNoMoreMemoryAsync(double before) => Assert.InRange(await collector.MemoryAsync() - before, double.MinValue, 100e6);
}
