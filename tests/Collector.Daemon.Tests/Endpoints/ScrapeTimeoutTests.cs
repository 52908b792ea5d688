using Collector.Daemon.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Tests.Endpoints;

public sealed class ScrapeTimeoutTests
{
    [Theory]
    [InlineData("10", 10)]
    [InlineData("2.5", 2.5)]
    [InlineData("0", 0)]
    [InlineData("1000000", 120)]
    [InlineData("Infinity", 120)]
    public void A_number_of_seconds_is_taken_up_to_two_minutes(string header, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(header));

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("ten")]
    public void Anything_else_counts_as_no_header(string header) => Assert.Null(Read(header));

    private static TimeSpan? Read(string header)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers[ScrapeTimeout.Header] = header;
        return ScrapeTimeout.Of(http.Request);
    }
}
