using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Tests.Configuration;

public class DurationTextTests
{
    [Theory]
    [InlineData("5s", 5_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("500ms", 500)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1w", 604_800_000)]
    [InlineData("1y", 31_536_000_000)]
    [InlineData("2500us", 2.5)]
    [InlineData("2500µs", 2.5)]
    [InlineData("1000000ns", 1)]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    public void A_duration_is_read(string text, double milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("+5s")]
    [InlineData("5 s")]
    [InlineData("5sec")]
    [InlineData("1.2.3s")]
    [InlineData(".s")]
    [InlineData("5s5")]
    [InlineData("5S")]
    [InlineData("99999999999999999999999999999999999999y")]
    [InlineData("1001y")]
    public void Anything_else_is_not_a_duration(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("0", "0s")]
    [InlineData("90s", "1m30s")]
    [InlineData("36h", "1d12h")]
    [InlineData("1500ms", "1s500ms")]
    [InlineData("1500ns", "1.5us")]
    public void A_duration_is_written(string text, string written)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(written, DurationText.Format(duration));
    }
}
