using Collector.Grpc.Calls;

namespace Collector.Grpc.Tests.Calls;

public sealed class RequestHeadersTests
{
    [Theory]
    [InlineData(0, "1n")]
    [InlineData(-1, "1n")]
    [InlineData(1, "1u")] // 100 ns, rounded up
    [InlineData(10, "1u")]
    [InlineData(11, "2u")]
    [InlineData(15_000_000, "1500000u")]
    [InlineData(TimeSpan.TicksPerSecond * 100, "100000m")]
    [InlineData((TimeSpan.TicksPerSecond * 100) + 1, "100001m")]
    [InlineData(TimeSpan.TicksPerDay, "86400000m")]
    [InlineData(TimeSpan.TicksPerDay * 30, "2592000S")]
    [InlineData(TimeSpan.TicksPerDay * 36500, "52560000M")]
    [InlineData(long.MaxValue, "99999999H")]
    public void A_timeout_has_at_most_eight_digits_and_is_rounded_up(long ticks, string expected) =>
        Assert.Equal(expected, RequestHeaders.Timeout(TimeSpan.FromTicks(ticks)));
}
