using System.Text;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Tests.Messages;

public sealed class CommunityMessageTests
{
    // GETBULK of ifHCInOctets, made by hand from RFC 3416 section 3 and X.690.
    private const string GetBulk =
        "302C" + "020101" + "0406" + "7075626C6963"
        + "A51F" + "020412345678" + "020100" + "020119"
        + "3011" + "300F" + "060B" + "2B060102011F0101010607" + "0500";

    [Fact]
    public void A_request_is_written_octet_by_octet_as_the_standards_say()
    {
        Span<byte> buffer = stackalloc byte[100];
        var writer = new CommunityMessageWriter(buffer, SnmpVersion.V2c, "public"u8, PduHeader.GetBulk(0x12345678, 0, 25));
        Assert.True(writer.TryAdd(Oid.Parse("1.3.6.1.2.1.31.1.1.1.6.7").Encoded));
        Assert.True(writer.TryComplete(out int length));

        Assert.Equal(GetBulk, Convert.ToHexString(buffer[..length]));
    }

    [Fact]
    public void A_request_is_read_part_by_part()
    {
        byte[] datagram = Convert.FromHexString(GetBulk);

        Assert.Equal(DecodeStatus.Ok, CommunityMessage.TryRead(datagram, out SnmpVersion version, out ReadOnlySpan<byte> community, out ReadOnlySpan<byte> body));
        Assert.Equal(SnmpVersion.V2c, version);
        Assert.Equal("public", Encoding.ASCII.GetString(community));
        Assert.Equal(DecodeStatus.Ok, PduReader.TryRead(body, out Pdu pdu));
        Assert.Equal(PduHeader.GetBulk(0x12345678, 0, 25), pdu.Header);
        var names = new ReceivedVarbinds();
        Assert.Equal(DecodeStatus.Ok, PduReader.ReadVarbinds(pdu.VarbindList, ref names));
        Assert.Equal("1.3.6.1.2.1.31.1.1.1.6.7 Null ", Assert.Single(names.Lines));
    }
}
