namespace Collector.Grpc.Tests;

public sealed class MetadataTests
{
    [Theory]
    [InlineData("grpc-timeout")]
    [InlineData("white space")]
    [InlineData("käse")]
    [InlineData("")]
    [InlineData(":path")]
    public void A_name_that_is_not_allowed_is_refused(string key) => Assert.Throws<ArgumentException>(() => new Metadata { { key, "x" } });

    [Theory]
    [InlineData("päss")]
    [InlineData("a\nb")]
    [InlineData("\u007f")]
    public void A_value_that_is_not_allowed_is_refused_without_being_shown(string value) =>
        Assert.DoesNotContain(value, Assert.Throws<ArgumentException>(() => new Metadata { { "password", value } }).Message, StringComparison.Ordinal);

    [Fact]
    public void Octets_and_text_have_different_names()
    {
        Assert.Throws<ArgumentException>(() => new Metadata { { "trace-bin", "text" } });
        Assert.Throws<ArgumentException>(() => new Metadata { { "trace", new byte[] { 1 } } });
    }

    [Fact]
    public void Names_become_lower_case_and_values_are_not_printed()
    {
        var entry = Assert.Single(new Metadata { { "Password", "secret" } });
        Assert.Equal(("password", "secret", "password"), (entry.Key, entry.Value, entry.ToString()));
    }

    [Theory]
    [InlineData("AQIDBA==", 1)]
    [InlineData("AQIDBA", 1)]
    [InlineData("AQIDBA, /w==", 2)]
    [InlineData("!", 0)]
    public void Octets_come_with_padding_and_without(string value, int count)
    {
        var received = new Metadata();
        received.AddReceived("Trace-Bin", value);
        Assert.Equal(count, received.Count);
    }
}
