using Collector.Snmp.Ber;
using Collector.Snmp.Explaining;
using Collector.Snmp.Messages;
using Collector.Snmp.Polling.Tracing;

namespace Collector.Snmp.Tests.Explaining;

public sealed class VarbindLogTests
{
    [Fact]
    public void A_log_keeps_so_many_varbinds_and_counts_the_rest()
    {
        var log = new VarbindLog();
        var name = Oid.Parse("1.3.6.1.9.1.7");

        for (var i = 0; i < VarbindLog.Most + 3; i++) log.Add(null!, new Varbind(name.Encoded, new SnmpValue(SmiType.Integer32, [7])));

        Assert.Equal((VarbindLog.Most, 3), (log.Count, log.NotKept));
        Assert.Equal("1.3.6.1.9.1.7", Oid.Format(log.NameOf(VarbindLog.Most - 1)));
        Assert.True(log.ValueOf(VarbindLog.Most - 1).TryGetInt64(out var value));
        Assert.Equal(7, value);
    }

    [Fact]
    public void A_log_keeps_so_many_octets_and_counts_the_rest()
    {
        var log = new VarbindLog();
        var large = new byte[VarbindLog.MostOctets / 4];

        for (var i = 0; i < 5; i++) log.Add(null!, new Varbind([0x2B], new SnmpValue(SmiType.OctetString, large)));

        Assert.Equal((3, 2), (log.Count, log.NotKept));
    }

    [Theory]
    [InlineData(SmiType.OctetString, "706F7274", "OCTET STRING", "port")]
    [InlineData(SmiType.OctetString, "001B21FF", "OCTET STRING", "0x001B21FF")]
    [InlineData(SmiType.OctetString, "", "OCTET STRING", "")]
    [InlineData(SmiType.ObjectIdentifier, "2B0601", "OBJECT IDENTIFIER", "1.3.6.1")]
    [InlineData(SmiType.IpAddress, "C0000201", "IpAddress", "192.0.2.1")]
    [InlineData(SmiType.Counter64, "00FFFFFFFFFFFFFFFF", "Counter64", "18446744073709551615")]
    [InlineData((SmiType)0x99, "01", "type 0x99", "0x01")]
    public void A_value_is_shown_as_it_came(SmiType type, string content, string typeText, string text)
    {
        var instance = WireText.Instance([0x2B, 6], new SnmpValue(type, Convert.FromHexString(content)));

        Assert.Equal(("1.3.6", typeText, text), (instance.Oid, instance.Type, instance.Value));
    }

    [Fact]
    public void A_long_value_is_cut()
    {
        var text = WireText.ValueOf(new SnmpValue(SmiType.OctetString, [.. Enumerable.Repeat((byte)'a', 5000)]));
        var octets = WireText.ValueOf(new SnmpValue(SmiType.OctetString, new byte[5000]));

        Assert.Equal(64, text.Length);
        Assert.EndsWith("… (5000 octets)", octets, StringComparison.Ordinal);
    }
}
