namespace Collector.Interop.Tests.Http2;

/// <summary>Answers for which a client leaves no room. With a collector of its own, as <see cref="ResetFloodTests"/>: the server ends the connection when it has refused enough, and may lose requests of it.</summary>
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
    }
}
