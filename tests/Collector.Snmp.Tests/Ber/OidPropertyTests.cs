using Collector.Snmp.Ber;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Snmp.Tests.Ber;

public sealed class OidPropertyTests
{
    private static readonly Config ManyCases = Properties.Config(2000);

    [Fact]
    public void Every_name_survives_text_and_octets() =>
        Check.One(ManyCases, Prop.ForAll(RandomOids.Arcs.ToArbitrary(), arcs =>
        {
            string text = string.Join('.', arcs);
            Oid oid = Oid.Parse(text);

            Assert.True(Oid.IsValid(oid.Encoded));
            Assert.Equal(text, oid.ToString());
            Assert.True(Oid.TryFromEncoded(oid.Encoded, out Oid copy));
            Assert.Equal(oid, copy);
        }));

    [Fact]
    public void Octets_order_as_their_numbers_do() =>
        Check.One(ManyCases, Prop.ForAll(RandomOids.Pairs.ToArbitrary(), pair =>
        {
            Oid left = Oid.Parse(string.Join('.', pair.Left));
            Oid right = Oid.Parse(string.Join('.', pair.Right));
            int expected = pair.Left.AsSpan().SequenceCompareTo(pair.Right);

            Assert.Equal(Math.Sign(expected), Math.Sign(left.CompareTo(right)));
            Assert.Equal(expected == 0, left == right);
            Assert.Equal(pair.Right.AsSpan().StartsWith(pair.Left), left.IsPrefixOf(right));
        }));

    [Fact]
    public void Appending_is_the_same_as_parsing_the_longer_text() =>
        Check.One(ManyCases, Prop.ForAll(RandomOids.Arcs.ToArbitrary(), arcs =>
            Assert.Equal(Oid.Parse(string.Join('.', arcs)), Oid.Parse($"{arcs[0]}.{arcs[1]}").Append(arcs.AsSpan(2)))));

    // An agent chooses the octets, so a walk's "is it larger" must stay an order for octets that are no name, too.
    [Fact]
    public void Any_octets_at_all_have_one_order()
    {
        Gen<byte[]> octets =
            from length in Gen.Choose(0, 6)
            from content in Gen.Elements<byte>(0, 1, 0x7F, 0x80, 0x81, 0xFF).ArrayOf(length)
            select content;
        Check.One(ManyCases, Prop.ForAll(octets.Three().ToArbitrary(), three =>
        {
            (byte[] a, byte[] b, byte[] c) = three;

            Assert.Equal(Math.Sign(Oid.Compare(a, b)), -Math.Sign(Oid.Compare(b, a)));
            Assert.Equal(a.AsSpan().SequenceEqual(b), Oid.Compare(a, b) == 0);
            Assert.False(Oid.Compare(a, b) < 0 && Oid.Compare(b, c) < 0 && Oid.Compare(a, c) >= 0);
        }));
    }
}
