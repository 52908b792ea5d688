namespace Collector.Interop.Tests.Http2;

/// <summary>Answers for which a client leaves no room. With a collector of its own, beside the <see cref="FloodTests"/>: one of them takes as long as the server's patience.</summary>
public sealed class UnreadAnswersTests(FloodedCollector collector) : IClassFixture<FloodedCollector>
{
    private const int RefusedStream = 7; // RFC 9113 section 7
    private const int Streams = 100; // at the same time, on a connection

    /// <summary>More streams than there may be are refused, and the connection ends, at the latest when nothing has been read for too long.</summary>
    [Fact]
    public async Task Answers_that_nobody_takes_are_so_many_and_not_for_ever()
    {
        var (flood, most) = await collector.FloodAsync("unread-bodies", "--count", "500", "--path", "/metrics", "--until-closed");
        Assert.InRange(most, 0, Streams + 2); // and what the other client asks
        Assert.True(flood.IsClosed, $"{flood}");
        Assert.InRange(flood.Resets.GetValueOrDefault($"{RefusedStream}"), 1, 500);
        await collector.CalmsDownAsync();
    }

    /// <summary>
    /// The server aborts a connection for which too much waits to be written, forgets a few of its requests each time, and never tells them that their client has gone: they end with the
    /// connection all the same. Of a page that is larger than the buffers of a stream, because that is what they would wait for.
    /// </summary>
    [Fact]
    public async Task Requests_that_the_server_forgets_end_with_their_connection()
    {
        for (var flood = 0; flood < 10; flood++) await collector.FloodAsync("unread-bodies", "--count", "500", "--batch", "16000", "--path", "/docs/security.md", "--seconds", "1");
        await collector.CalmsDownAsync();
    }
}
