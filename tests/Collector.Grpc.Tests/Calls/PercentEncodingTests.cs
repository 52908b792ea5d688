using Collector.Grpc.Calls;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Grpc.Tests.Calls;

public sealed class PercentEncodingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain text", "plain text")]
    [InlineData("bad credentials: %C3%A9%25%25 test%0A2nd line", "bad credentials: é%% test 2nd line")]
    [InlineData("100%", "100%")]
    [InlineData("%zz%2", "%zz%2")]
    [InlineData("%e2%82%ac", "€")]
    [InlineData("raw é", "raw é")]
    [InlineData("%1B[31mred%1b[0m%00%07", "[31mred [0m")]
    [InlineData("a%E2%80%AEb", "a b")] // right-to-left override
    [InlineData("%0D%0A%0D%0Ax", "x")]
    public void What_a_server_says_is_one_readable_line(string encoded, string expected) => Assert.Equal(expected, PercentEncoding.DecodeForLog(encoded));

    [Fact]
    public void No_text_throws_or_leaves_a_control_character() =>
        Prop.ForAll<string, byte[]>((text, octets) =>
        {
            var escaped = string.Concat((octets ?? []).Select(octet => $"%{octet:X2}"));
            var line = PercentEncoding.DecodeForLog((text ?? "") + escaped + (text ?? ""));
            Assert.DoesNotContain(line, char.IsControl);
        }).AlwaysHolds();

    [Fact]
    public void Endless_text_is_cut() => Assert.Equal(2001, PercentEncoding.DecodeForLog(new string('x', 60_000)).Length);

    [Fact]
    public void What_we_encode_we_decode() =>
        Prop.ForAll<string>(text =>
        {
            var clean = PercentEncoding.ForLog(text ?? "");
            Assert.Equal(clean, PercentEncoding.DecodeForLog(PercentEncoding.Encode(clean)));
        }).AlwaysHolds();
}
