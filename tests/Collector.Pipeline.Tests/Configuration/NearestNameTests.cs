using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Tests.Configuration;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["listen", "log", "static", "files", "http", "sample_interval", "public_v1", "public_v2"];

    [Theory]
    [InlineData("lsten", "listen")]
    [InlineData("Sample-Intervals", "sample_interval")]
    [InlineData("static_configs", "static")]
    [InlineData("file_sd_configs", "files")]
    [InlineData("http_sd_configs", "http")]
    [InlineData("log.level", null)]
    [InlineData("log_level", "log")]
    [InlineData("sample", "sample_interval")]
    [InlineData("public", null)] // which of the two?
    [InlineData("statics_configuration", null)]
    [InlineData("nothing", null)]
    public void What_was_meant_differs_in_few_letters_or_is_a_part_of_what_was_written(string written, string? meant) =>
        Assert.Equal(meant, NearestName.Of(written, Known));
}
