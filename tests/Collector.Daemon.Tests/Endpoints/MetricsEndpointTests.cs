using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Collector.Daemon.Endpoints;
using Collector.Daemon.Tests.Web.Limits;
using Collector.Daemon.Web.Limits;
using Collector.Export.Exposition;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Targets;
using Collector.Testing;
using static Collector.Testing.FilledStore;

namespace Collector.Daemon.Tests.Endpoints;

public sealed class MetricsEndpointTests
{
    [Fact]
    public async Task A_scrape_gets_every_series_in_the_text_format()
    {
        await using var served = await StartAsync(rows: 10);

        using var response = await served.Client.GetAsync("/metrics");
        var samples = ExpositionParser.Samples(await response.Content.ReadAsStringAsync());

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(10, samples.Count(sample => sample.Name == "ifHCInOctets"));
        Assert.Contains(samples, sample => sample.Name == "process_cpu_seconds_total");
        Assert.Contains(samples, sample => sample.Name == "collector_target_state");
    }

    [Fact]
    public async Task Prometheus_gets_compressed_OpenMetrics()
    {
        await using var served = await StartAsync(rows: 10);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics?site=ams1");
        request.Headers.TryAddWithoutValidation("Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");

        using var response = await served.Client.SendAsync(request);
        await using var gzip = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        var families = ExpositionParser.ParseOpenMetrics(await new StreamReader(gzip).ReadToEndAsync());

        Assert.Equal("application/openmetrics-text; version=1.0.0; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("unknown", families.Single(family => family.Name == "ifHCInOctets").Type);
    }

    [Theory]
    [InlineData(false, "/metrics", false)]
    [InlineData(false, "/metrics?timestamps=1", true)]
    [InlineData(true, "/metrics", true)]
    [InlineData(true, "/metrics?timestamps=0", false)]
    [InlineData(true, "/metrics?site=ams1", true)]
    public async Task Samples_carry_their_time_if_the_request_or_else_the_configuration_says_so(bool byDefault, string request, bool areExpected)
    {
        await using var served = await ServedStore.StartAsync(new ExpositionOptions { Timestamps = byDefault });
        served.Filled.Publish(served.Filled.Add("r1", ["m"], new Label("site", "ams1")), 0, Module("m", 0, Counter("x_total")), 1_700_000_000_000, [("i=\"1\"", [1ul])]);

        var samples = ExpositionParser.Samples(await served.Client.GetStringAsync(request));

        Assert.Equal(areExpected ? "1700000000000" : null, samples.Single(sample => sample.Name == "x_total").Timestamp);
        Assert.All(samples.Where(sample => sample.Name != "x_total"), sample => Assert.Null(sample.Timestamp));
    }

    [Fact]
    public async Task Parameters_that_make_no_sense_are_refused_with_a_reason()
    {
        await using var served = await StartAsync(rows: 1);

        using var response = await served.Client.GetAsync("/metrics?shard=9/4");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("shard must be given once", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, served.Scrapes(ScrapeOutcome.Invalid));
    }

    [Fact]
    public async Task The_fifth_scrape_waits_as_long_as_its_header_says_and_is_then_turned_away()
    {
        var time = new ManualTime();
        await using var served = await StartAsync(rows: 1, time);
        var turns = await TakeAllAsync(served);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Prometheus-Scrape-Timeout-Seconds", "2.5");

        var fifth = served.Client.SendAsync(request);
        await Patience.UntilAsync(() => turns.Waiting > 0);
        time.Advance(TimeSpan.FromSeconds(2.4));
        Assert.Equal(1, turns.Waiting);
        time.Advance(TimeSpan.FromSeconds(0.1));

        using var response = await fifth;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(1, served.Scrapes(ScrapeOutcome.Rejected));
        Assert.Equal(4, turns.Taken);
    }

    [Fact]
    public async Task The_collectors_own_metrics_are_read_while_every_turn_is_taken()
    {
        await using var served = await StartAsync(rows: 1);
        await TakeAllAsync(served);

        var samples = ExpositionParser.Samples(await served.Client.GetStringAsync("/metrics/collector"));

        Assert.Contains(samples, sample => sample.Name == "collector_scrapes_total");
        Assert.Contains(samples, sample => sample.Name == "process_cpu_seconds_total");
        Assert.DoesNotContain(samples, sample => sample.Name is "ifHCInOctets" or "up" or "collector_target_state");
        Assert.Equal(0, served.Service<PageTurns>().Own.Taken);
    }

    [Fact]
    public async Task A_reader_that_takes_nothing_is_cut_off_without_a_proper_end()
    {
        var time = new ManualTime();
        await using var served = await StartAsync(rows: 200_000, time); // more than sockets hold
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, served.Client.BaseAddress!.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"));
        await Patience.UntilAsync(() => served.Service<PageTurns>().Data.Taken > 0);

        await Patience.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1)); // a flush that waits sees 30 of these
            return served.Service<PageTurns>().Data.Taken == 0;
        });

        var ended = Assert.Single(Enum.GetValues<ScrapeOutcome>(), outcome => served.Scrapes(outcome) > 0);
        Assert.Contains(ended, (ScrapeOutcome[])[ScrapeOutcome.ReaderStalled, ScrapeOutcome.Overran]);
        Assert.Equal(long.MaxValue, served.Filled.Store.Epochs.OldestReader());
        Assert.False(await EndsProperlyAsync(socket));
    }

    /// <summary>The clock stands still, so that no reader is cut off: whoever gets a page gets it beside them.</summary>
    [Fact]
    public async Task Slow_readers_of_one_address_do_not_delay_another_s_scrape()
    {
        var time = new ManualTime();
        await using var served = await StartAsync(rows: 200_000, time); // more than sockets hold
        var turns = served.Service<PageTurns>().Data;
        var slow = new List<RawClient>();
        try
        {
            for (var reader = 0; reader < 11; reader++)
            {
                await Patience.UntilAsync(() => turns.Taken + turns.Waiting >= reader);
                slow.Add(await RawClient.ConnectAsync(served.Client.BaseAddress!, "127.62.2.7", receiveBuffer: 4096));
                await slow[^1].SendAsync("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
            }

            // Two are answered and eight wait: that is their share.
            Assert.Contains("Retry-After: 5", await slow[^1].ReadAsync(toTheEnd: false), StringComparison.Ordinal);
            Assert.Equal((2, 8), (turns.Taken, turns.Waiting));

            using var other = await RawClient.ConnectAsync(served.Client.BaseAddress!, "127.62.2.8");
            await other.SendAsync("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            Assert.EndsWith("\r\n0\r\n\r\n", await other.ReadAsync(), StringComparison.Ordinal);
            Assert.Equal((2, 8), (turns.Taken, turns.Waiting));
            Assert.Equal((1, 1), (served.Scrapes(ScrapeOutcome.OverShare), served.Scrapes(ScrapeOutcome.Served)));
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task A_reader_that_leaves_gives_its_turn_back()
    {
        await using var served = await StartAsync(rows: 1_000_000); // more than the sockets of both sides hold
        using (var response = await served.Client.GetAsync("/metrics", HttpCompletionOption.ResponseHeadersRead))
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        await Patience.UntilAsync(() => served.Service<PageTurns>().Data.Taken == 0);

        // Kestrel takes what is written to a closed connection until it has said that it is closed, and that may be the rest of the page.
        Assert.Equal(1, served.Scrapes(ScrapeOutcome.ReaderGone) + served.Scrapes(ScrapeOutcome.Served));
    }

    /// <summary>Clients take every turn.</summary>
    private static async Task<ClientTurns> TakeAllAsync(ServedStore served)
    {
        var turns = served.Service<PageTurns>().Data;
        for (var client = 1; client <= 4; client++) Assert.Equal(TurnOutcome.Entered, await turns.EnterAsync(IPAddress.Parse($"192.0.2.{client}"), TimeSpan.FromSeconds(1), CancellationToken.None));
        return turns;
    }

    private static async Task<ServedStore> StartAsync(int rows, TimeProvider? time = null)
    {
        var served = await ServedStore.StartAsync(time: time);
        var series = served.Filled.Add("192.0.2.1", ["if_mib"], new Label("site", "ams1"));
        served.Filled.Publish(
            series, 0, Module("if_mib", 0, Counter("ifHCInOctets")),
            [.. Enumerable.Range(0, rows).Select(i => ($"ifIndex=\"{i}\",ifName=\"{new string('x', 60)}\"", new object?[] { (ulong)i }))]);
        return served;
    }

    // A chunked body ends with an empty chunk; one that was broken off ends with a reset or in the middle.
    private static async Task<bool> EndsProperlyAsync(Socket socket)
    {
        var last = new List<byte>();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var length)
            {
                last.AddRange(buffer.AsSpan(0, length));
                if (last.Count > 16) last.RemoveRange(0, last.Count - 16);
            }
        }
        catch (SocketException)
        {
            return false;
        }

        return Encoding.ASCII.GetString([.. last]).EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);
    }
}
