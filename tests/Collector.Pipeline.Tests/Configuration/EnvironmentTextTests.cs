using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Tests.Configuration;

public sealed class EnvironmentTextTests
{
    private static readonly Dictionary<string, string> Set = new(StringComparer.Ordinal) { ["V"] = "value", ["V_2"] = "two", ["EMPTY"] = "", ["D"] = "$V" };

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("$V", "value")]
    [InlineData("${V}", "value")]
    [InlineData("x${V}y$V_2-", "xvalueytwo-")]
    [InlineData("$EMPTY", "")]
    [InlineData("$D", "$V")] // once, not again
    [InlineData("a$", "a$")]
    [InlineData("a$ b$.", "a$ b$.")]
    [InlineData("a${}b", "ab")]
    [InlineData("a${V", "aV")]
    [InlineData("ü$V€", "üvalue€")]
    public void Variables_are_replaced_as_in_Go(string text, string expected)
    {
        Assert.Equal(expected, new EnvironmentText(Set.GetValueOrDefault).Expand(text, out var unset));
        Assert.Empty(unset);
    }

    [Theory]
    [InlineData("$NO", "NO")]
    [InlineData("x${NO}", "NO")]
    [InlineData("$$", "$")]
    [InlineData("$1x", "1")]
    [InlineData("${*}", "*")]
    [InlineData("$NO${V}$ALSO", "NO ALSO")]
    public void Variables_that_are_not_set_are_named(string text, string names)
    {
        new EnvironmentText(Set.GetValueOrDefault).Expand(text, out var unset);
        Assert.Equal(names, string.Join(' ', unset));
    }
}
