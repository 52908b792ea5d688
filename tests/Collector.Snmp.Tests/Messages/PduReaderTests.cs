using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Tests.Messages;

public sealed class PduReaderTests
{
    private const string SysUpTime = "1.3.6.1.2.1.1.3.0";
    private const string Name = "06082B06010201010300";

    [Theory]
    [InlineData("300F" + Name + "430300ABCD")]
    [InlineData("30810F" + Name + "430300ABCD")]
    [InlineData("30820010" + "0681082B06010201010300" + "430300ABCD")]
    [InlineData("3010" + Name + "43810300ABCD")]
    [InlineData("3084000000" + "17" + Name + "4388000000000000000300ABCD")]
    public void A_varbind_is_the_same_in_any_form_of_its_lengths(string hex)
    {
        var received = new ReceivedVarbinds();

        Assert.Equal(DecodeStatus.Ok, PduReader.ReadVarbinds(Convert.FromHexString(hex + hex), ref received));
        Assert.Equal([SysUpTime + " TimeTicks 00ABCD", SysUpTime + " TimeTicks 00ABCD"], received.Lines);
    }

    [Theory]
    [InlineData("300E" + Name + "430300ABCD", DecodeStatus.Truncated)] // the varbind ends inside the value
    [InlineData("3010" + Name + "430300ABCD" + "00", DecodeStatus.TrailingOctets)]
    [InlineData("300F" + Name + "430300AB", DecodeStatus.Truncated)]
    [InlineData("300A" + Name, DecodeStatus.Truncated)]
    [InlineData("300B" + Name + "43", DecodeStatus.Truncated)]
    [InlineData("3080" + Name + "430300ABCD0000", DecodeStatus.IndefiniteLength)]
    [InlineData("300F" + Name + "43887FFFFF", DecodeStatus.Truncated)]
    [InlineData("3014" + Name + "43887FFFFFFFFFFFFFFF", DecodeStatus.LengthTooLong)]
    [InlineData("30040600" + "0500", DecodeStatus.BadOid)]
    [InlineData("3004" + "0401AA" + "05", DecodeStatus.UnexpectedTag)]
    [InlineData("3105" + "06012B" + "0500", DecodeStatus.UnexpectedTag)]
    [InlineData("3005" + "06012B" + "1F00", DecodeStatus.UnexpectedTag)]
    [InlineData("30", DecodeStatus.Truncated)]
    [InlineData("3000", DecodeStatus.Truncated)]
    public void A_malformed_varbind_ends_the_reading(string hex, DecodeStatus expected)
    {
        var received = new ReceivedVarbinds();

        Assert.Equal(expected, PduReader.ReadVarbinds(Convert.FromHexString("300F" + Name + "430300ABCD" + hex), ref received));
        Assert.Single(received.Lines);
    }

    [Fact]
    public void A_name_may_have_640_octets_and_no_more()
    {
        byte[] longest = [.. Oid.Parse("2" + string.Concat(Enumerable.Repeat(".4294967215", 127))).Encoded];
        byte[] varbind = [0x30, 0x82, 2, 0x82, 0x06, 0x82, 2, 0x7C, .. longest.AsSpan(4), 0x05, 0x00];
        byte[] tooLong = [0x30, 0x82, 2, 0x87, 0x06, 0x82, 2, 0x81, .. new byte[641], 0x05, 0x00];
        var received = new ReceivedVarbinds();

        Assert.Equal(635, longest.Length);
        Assert.Equal(DecodeStatus.Truncated, PduReader.ReadVarbinds(varbind, ref received));
        varbind = [0x30, 0x82, 2, 0x81, 0x06, 0x82, 2, 0x7B, .. longest, 0x05, 0x00];
        Assert.Equal(DecodeStatus.Ok, PduReader.ReadVarbinds(varbind, ref received));
        Assert.Equal(DecodeStatus.BadOid, PduReader.ReadVarbinds(tooLong, ref received));
        Assert.Single(received.Lines);
    }

    [Fact]
    public void The_handler_can_stop_the_reading()
    {
        byte[] three = Convert.FromHexString("300C" + Name + "0500" + "300C" + Name + "0500" + "FFFF");
        var two = new StopAfter(2);

        Assert.Equal(DecodeStatus.Ok, PduReader.ReadVarbinds(three, ref two));
        Assert.Equal(0, two.Left);
    }

    [Theory]
    [InlineData("A00B" + "020101" + "020100" + "020100" + "3000", DecodeStatus.Ok)]
    [InlineData("A20B" + "0201FF" + "020105" + "020102" + "3000", DecodeStatus.Ok)]
    [InlineData("A80B" + "020101" + "020100" + "020100" + "3000", DecodeStatus.Ok)]
    [InlineData("A40B" + "020101" + "020100" + "020100" + "3000", DecodeStatus.UnexpectedTag)]
    [InlineData("A90B" + "020101" + "020100" + "020100" + "3000", DecodeStatus.UnexpectedTag)]
    [InlineData("300B" + "020101" + "020100" + "020100" + "3000", DecodeStatus.UnexpectedTag)]
    [InlineData("A00B" + "020101" + "020100" + "020100" + "3000" + "00", DecodeStatus.TrailingOctets)]
    [InlineData("A00C" + "020101" + "020100" + "020100" + "300000", DecodeStatus.TrailingOctets)]
    [InlineData("A009" + "020101" + "020100" + "020100", DecodeStatus.Truncated)]
    [InlineData("A00A" + "0200" + "020100" + "020100" + "3000", DecodeStatus.EmptyInteger)]
    [InlineData("A00F" + "02050100000000" + "020100" + "020100" + "3000", DecodeStatus.IntegerTooLong)]
    [InlineData("", DecodeStatus.Truncated)]
    public void A_header_has_three_integers_and_a_list(string hex, DecodeStatus expected)
    {
        Assert.Equal(expected, PduReader.TryRead(Convert.FromHexString(hex), out Pdu pdu));
        if (expected == DecodeStatus.Ok)
        {
            Assert.Equal(Convert.FromHexString(hex)[0], (byte)pdu.Type);
            Assert.True(pdu.VarbindList.IsEmpty);
        }
    }

    private struct StopAfter(int count) : IVarbindHandler
    {
        public int Left { get; private set; } = count;

        public bool OnVarbind(in Varbind varbind) => --Left > 0;
    }
}
