using System.Text;
using Collector.Snmp.Messages;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling;

/// <summary>Devices of a text file are what the file says.</summary>
public sealed class DeviceWalkTests
{
    [Fact]
    public void Names_are_whole_or_continue_the_last_prefix()
    {
        var objects = DeviceWalk.Parse("# a device\n1.3.6.1.2.1.1.3.0 = Timeticks: 100\n\n[1.3.6.1.2.1.2.2.1]\n.2.1 = STRING: \"lo\"\n.2.10 = STRING: \"eth0\"\n");

        Assert.Equal(["1.3.6.1.2.1.1.3.0", "1.3.6.1.2.1.2.2.1.2.1", "1.3.6.1.2.1.2.2.1.2.10"], objects.Select(varbind => varbind.Name.ToString()));
        Assert.Equal(SmiType.TimeTicks, objects[0].Type);
        Assert.Equal([100], objects[0].Content);
    }

    [Theory]
    [InlineData("INTEGER: -5", SmiType.Integer32, "FB")]
    [InlineData("Counter64: 18446744073709551615", SmiType.Counter64, "00FFFFFFFFFFFFFFFF")]
    [InlineData("Hex-STRING: 00 ff", SmiType.OctetString, "00FF")]
    [InlineData("OID: 1.3.6.1", SmiType.ObjectIdentifier, "2B0601")]
    [InlineData("IpAddress: 192.0.2.1", SmiType.IpAddress, "C0000201")]
    [InlineData("Opaque: Float: 1.5", SmiType.Opaque, "9F78043FC00000")]
    [InlineData("Opaque: Double: 1.5", SmiType.Opaque, "9F79083FF8000000000000")]
    [InlineData("Opaque: Hex: 01 02", SmiType.Opaque, "0102")]
    [InlineData("NULL", SmiType.Null, "")]
    public void A_value_has_the_type_and_the_octets_of_its_text(string written, SmiType type, string octets)
    {
        var varbind = Assert.Single(DeviceWalk.Parse($"1.3.6.1.1 = {written}"));

        Assert.Equal(type, varbind.Type);
        Assert.Equal(octets, Convert.ToHexString(varbind.Content));
    }

    [Fact]
    public void Strings_have_escapes_for_what_a_line_cannot_hold()
    {
        var varbind = Assert.Single(DeviceWalk.Parse("""1.3.6.1.1 = STRING: "ü \"quoted\" \\ \n\xFF end" """.TrimEnd()));

        Assert.Equal([.. Encoding.UTF8.GetBytes("ü \"quoted\" \\ \n"), 0xFF, .. " end"u8], varbind.Content);
    }

    [Theory]
    [InlineData("1.3.6.1.1 = INTEGER: 1\n1.3.6.1.1 = INTEGER: 1", "comes twice")]
    [InlineData("1.3.6.1.1 = Counter32: 4294967296", "line 1")]
    [InlineData("1.3.6.1.1 = \"text\"", "no type")]
    [InlineData("1.3.6.1.1 = Integer: 1", "what is Integer?")]
    [InlineData("1.3.6.1.1 = STRING: text", "no quotes")]
    public void A_line_that_says_nothing_clear_is_an_error(string text, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => DeviceWalk.Parse(text)).Message, StringComparison.Ordinal);
}
