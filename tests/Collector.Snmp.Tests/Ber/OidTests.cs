using System.Text;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Tests.Ber;

public sealed class OidTests
{
    [Theory]
    [InlineData("0.0", "00")]
    [InlineData("1.3.6.1.2.1", "2B06010201")]
    [InlineData("1.39", "4F")]
    [InlineData("2.0", "50")]
    [InlineData("2.999.3", "883703")] // the example of X.690 8.19.5
    [InlineData("1.3.127.128.16383.16384", "2B7F8100FF7F818000")]
    [InlineData("1.3.6.1.4.1.4294967295", "2B060104018FFFFFFF7F")]
    [InlineData("2.4294967215", "8FFFFFFF7F")]
    public void Text_and_octets_are_the_same_name(string text, string hex)
    {
        Oid oid = Oid.Parse(text);

        Assert.Equal(hex, Convert.ToHexString(oid.Encoded));
        Assert.Equal(text, oid.ToString());
        Assert.True(Oid.TryFromEncoded(Convert.FromHexString(hex), out Oid same));
        Assert.Equal(oid, same);
        Assert.Equal(oid.GetHashCode(), same.GetHashCode());
    }

    [Fact]
    public void A_leading_dot_is_accepted() => Assert.Equal(Oid.Parse("1.3.6"), Oid.Parse(".1.3.6"));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1")]
    [InlineData("..1.3")]
    [InlineData("1.3.")]
    [InlineData("1..3")]
    [InlineData("1.40")]
    [InlineData("3.1")]
    [InlineData("1.3.-1")]
    [InlineData("1.3.+1")]
    [InlineData("1.3. 1")]
    [InlineData("1.3.4294967296")]
    [InlineData("2.4294967216")]
    [InlineData("1.3.x")]
    public void Text_that_is_no_name_is_refused(string text)
    {
        Assert.False(Oid.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Oid.Parse(text));
    }

    [Fact]
    public void A_name_has_at_most_128_arcs()
    {
        string longest = "2" + string.Concat(Enumerable.Repeat(".4294967215", 127));
        Oid oid = Oid.Parse(longest);

        Assert.Equal(longest, oid.ToString());
        Assert.True(Oid.IsValid(oid.Encoded));
        Assert.False(Oid.TryParse(longest + ".0", out _));
        Assert.False(Oid.IsValid([.. oid.Encoded, 0]));
        Assert.Throws<ArgumentException>(() => oid.Append(0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2B80")] // the last octet announces another
    [InlineData("2B8001")] // padded sub-identifier, X.690 8.19.2
    [InlineData("2B9080808000")] // 2^32
    [InlineData("2B818080808000")] // six octets
    public void Bad_octets_are_told(string hex)
    {
        byte[] octets = Convert.FromHexString(hex);

        Assert.False(Oid.IsValid(octets));
        Assert.False(Oid.TryFromEncoded(octets, out _));
        Assert.False(Oid.TryFormat(octets, new byte[64], out _));
        Assert.Equal(hex.Length == 0 ? "" : $"({hex.ToLowerInvariant()})", Oid.Format(octets));
    }

    [Theory]
    [InlineData("1.3.6", "1.3.6", 0)]
    [InlineData("1.3.6", "1.3.6.0", -1)]
    [InlineData("1.3.6.127", "1.3.6.128", -1)]
    [InlineData("1.3.6.128", "1.3.6.129", -1)]
    [InlineData("1.3.6.16383", "1.3.6.16384", -1)]
    [InlineData("1.3.6.200.1", "1.3.6.199.9", 1)]
    [InlineData("1.3.6.16384", "1.3.6.255", 1)] // 81 80 00 against 81 7F
    [InlineData("1.3.6.4294967295", "1.3.6.2147483647", 1)]
    [InlineData("0.39", "1.0", -1)]
    public void Names_are_ordered_by_number(string left, string right, int order)
    {
        Assert.Equal(order, Math.Sign(Oid.Parse(left).CompareTo(Oid.Parse(right))));
        Assert.Equal(-order, Math.Sign(Oid.Compare(Oid.Parse(right).Encoded, Oid.Parse(left).Encoded)));
    }

    [Fact]
    public void A_prefix_ends_at_a_sub_identifier()
    {
        Oid column = Oid.Parse("1.3.6.1.2.1.2.2.1.1");

        Assert.True(column.IsPrefixOf(column));
        Assert.True(column.IsPrefixOf(column.Append(300)));
        Assert.False(column.IsPrefixOf(Oid.Parse("1.3.6.1.2.1.2.2.1.10")));
        Assert.False(column.IsPrefixOf(Oid.Parse("1.3.6.1.2.1.2.2.1.129")));
        Assert.True(default(Oid).IsPrefixOf(column));
    }

    [Fact]
    public void Appended_sub_identifiers_are_read_back_one_by_one()
    {
        Oid column = Oid.Parse("1.3.6.1.2.1.2.2.1.1");
        ReadOnlySpan<byte> index = column.Append(7, 4294967295, 0).Encoded[column.Encoded.Length..];

        Assert.True(Oid.TryReadSubId(ref index, out uint first));
        Assert.True(Oid.TryReadSubId(ref index, out uint second));
        Assert.True(Oid.TryReadSubId(ref index, out uint third));
        Assert.False(Oid.TryReadSubId(ref index, out _));
        Assert.Equal((7u, 4294967295u, 0u), (first, second, third));
    }

    [Fact]
    public void Formatting_says_when_the_text_does_not_fit()
    {
        Oid oid = Oid.Parse("1.3.6.1.2.1");
        Span<byte> text = stackalloc byte[11];

        Assert.True(Oid.TryFormat(oid.Encoded, text, out int written));
        Assert.Equal("1.3.6.1.2.1", Encoding.ASCII.GetString(text[..written]));
        for (int length = 0; length < 11; length++)
        {
            Assert.False(Oid.TryFormat(oid.Encoded, text[..length], out written));
            Assert.Equal(0, written);
        }
    }
}
