using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Tests.Configuration;

public sealed class ByteSizeTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("17B", 17)]
    [InlineData("1KB", 1024)]
    [InlineData("512MB", 512L << 20)]
    [InlineData("1.5GB", 3L << 29)]
    [InlineData("10GiB", 10L << 30)]
    [InlineData("2TB", 2L << 40)]
    public void Sizes_are_read_with_units_of_1024(string text, long bytes)
    {
        Assert.True(ByteSizeText.TryParse(text, out var read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("B")]
    [InlineData("1")]
    [InlineData("GB")]
    [InlineData("1 GB")]
    [InlineData("-1GB")]
    [InlineData("1gb")]
    [InlineData("1G")]
    [InlineData("1iB")]
    [InlineData("1GBB")]
    [InlineData("99999999TB")]
    [InlineData("1e3MB")]
    public void Anything_else_is_no_size(string text) => Assert.False(ByteSizeText.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0B")]
    [InlineData(1000, "1000B")]
    [InlineData(3L << 29, "1536MB")]
    [InlineData(10L << 30, "10GB")]
    public void Sizes_are_written_as_they_are_read(long bytes, string text) => Assert.Equal(text, ByteSizeText.Format(bytes));
}
