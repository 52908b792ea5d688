namespace Collector.Interop.Tests.Http2;

/// <summary>Streams that are reset as soon as they are begun (CVE-2023-44487). With a collector of its own: Kestrel may lose requests of such a connection, and what it loses counts as under way for good.</summary>
public sealed class ResetFloodTests(FloodedCollector collector) : IClassFixture<FloodedCollector>
{
    private const int EnhanceYourCalm = 11; // RFC 9113 section 7
    private const int ProtocolError = 1;
    private const int Streams = 100; // at the same time, on a connection

    [Fact]
    public async Task Streams_that_are_reset_at_once_are_no_more_requests_than_others()
    {
        var (flood, most) = await collector.FloodAsync("reset", "--count", "20000", "--batch", "16000", "--path", collector.SlowPath);
        Assert.InRange(most, 0, (2 * Streams) + 2); // and what the other client asks
        Assert.True(flood.GoAway is null or EnhanceYourCalm or ProtocolError, $"{flood}");
    }
}
