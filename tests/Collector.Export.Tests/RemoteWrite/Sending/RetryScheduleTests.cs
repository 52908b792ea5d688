using Collector.Export.RemoteWrite.Sending;
using System.Net.Http.Headers;

namespace Collector.Export.Tests.RemoteWrite.Sending;

public sealed class RetryScheduleTests
{
    private static readonly TimeSpan Min = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(5);

    private readonly RetrySchedule _schedule = new(Min, Max, new Random(1));

    [Fact]
    public void Waits_double_up_to_the_longest_with_jitter()
    {
        for (var (step, expected) = (0, Min); step < 20; step++, expected = 2 * expected < Max ? 2 * expected : Max)
            Assert.InRange(_schedule.Next(asked: null), expected / 2, expected);
        Assert.Equal(20, _schedule.Failures);
    }

    [Fact]
    public void Success_begins_anew()
    {
        for (var step = 0; step < 10; step++) _schedule.Next(null);
        _schedule.Succeeded();

        Assert.InRange(_schedule.Next(null), Min / 2, Min);
    }

    [Fact]
    public void What_is_asked_for_is_never_cut_short_and_doubles_from_there()
    {
        Assert.InRange(_schedule.Next(TimeSpan.FromSeconds(1)), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.2));
        Assert.InRange(_schedule.Next(null), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Assert.InRange(_schedule.Next(TimeSpan.FromSeconds(60)), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(61));
        Assert.InRange(_schedule.Next(TimeSpan.FromDays(3)), TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(301));
    }

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("Thu, 01 Jan 2026 00:01:00 GMT", 60.0)]
    [InlineData("Wed, 31 Dec 2025 23:59:00 GMT", null)]
    [InlineData("0", null)]
    public void Seconds_and_dates_are_understood(string header, double? seconds) =>
        Assert.Equal(seconds, RetryAfter.Of(RetryConditionHeaderValue.Parse(header), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))?.TotalSeconds);
}
