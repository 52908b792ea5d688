using System.Text;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Rendering;
using Collector.Snmp.Messages;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Snmp.Tests.Mapping.Rendering;

public sealed class TextRenderingTests
{
    private static readonly SmiType[] Types = [.. Enum.GetValues<SmiType>(), (SmiType)0, (SmiType)0x30, (SmiType)0xFE];

    [Theory]
    [InlineData("", "")]
    [InlineData("00FF10", "0x00FF10")]
    [InlineData("616200", "0x616200")]
    public void Octet_strings_are_upper_case_hex_and_empty_ones_stay_empty(string octets, string text) =>
        Assert.Equal(text, Render(TextForm.Hex, SmiType.OctetString, octets));

    [Theory]
    [InlineData("", "")]
    [InlineData("6574683020", "eth0 ")]
    [InlineData("C3BC", "ü")]
    [InlineData("FF", "\uFFFD")]
    [InlineData("61FFFE62", "a\uFFFDb")]
    [InlineData("61FF62FE", "a\uFFFDb\uFFFD")]
    [InlineData("C3", "\uFFFD")]
    [InlineData("E282", "\uFFFD")]
    [InlineData("EDA08061", "\uFFFDa")]
    [InlineData("F4908080", "\uFFFD")]
    [InlineData("00410D0A", "\0A\r\n")]
    public void Display_strings_are_utf8_with_one_replacement_for_a_run_of_invalid_octets(string octets, string text) =>
        Assert.Equal(text, Render(TextForm.Display, SmiType.OctetString, octets));

    [Theory]
    [InlineData("0011223344FF", "00:11:22:33:44:FF")]
    [InlineData("", "00:00:00:00:00:00")]
    [InlineData("AB", "AB:00:00:00:00:00")]
    [InlineData("00112233445566", "00:11:22:33:44:55")]
    public void Mac_addresses_have_six_octets_whatever_came(string octets, string text) =>
        Assert.Equal(text, Render(TextForm.PhysAddress48, SmiType.OctetString, octets));

    [Theory]
    [InlineData("C0000201", "192.0.2.1")]
    [InlineData("C0", "192.0.0.0")]
    [InlineData("", "0.0.0.0")]
    [InlineData("C0000201FF", "192.0.2.1")]
    public void IPv4_addresses_in_octet_strings_are_the_first_four_octets(string octets, string text) =>
        Assert.Equal(text, Render(TextForm.IPv4, SmiType.OctetString, octets));

    [Theory]
    [InlineData("20010DB8000000000000000000000001", "2001:0DB8:0000:0000:0000:0000:0000:0001")]
    [InlineData("2001", "2001:0000:0000:0000:0000:0000:0000:0000")]
    public void IPv6_addresses_in_octet_strings_are_eight_full_groups(string octets, string text) =>
        Assert.Equal(text, Render(TextForm.IPv6, SmiType.OctetString, octets));

    [Theory]
    [InlineData("C0000201", "192.0.2.1")]
    [InlineData("20010DB8000000000000000000000001", "2001:db8::1")]
    [InlineData("", "")]
    [InlineData("C000", "0xC000")]
    public void The_type_IpAddress_says_itself_how_it_is_written(string octets, string text)
    {
        Assert.Equal(text, Render(TextForm.Hex, SmiType.IpAddress, octets));
        Assert.Equal(text, Render(TextForm.Display, SmiType.IpAddress, octets));
    }

    [Theory]
    [InlineData(SmiType.Integer32, "FF", "-1")]
    [InlineData(SmiType.Integer32, "80000000", "-2147483648")]
    [InlineData(SmiType.Gauge32, "FF", "255")]
    [InlineData(SmiType.Counter64, "00FFFFFFFFFFFFFFFF", "18446744073709551615")]
    [InlineData(SmiType.TimeTicks, "0100", "256")]
    [InlineData(SmiType.ObjectIdentifier, "2B06010401090101", "1.3.6.1.4.1.9.1.1")]
    [InlineData(SmiType.Null, "", "")]
    [InlineData(SmiType.Integer32, "", "")]
    public void Other_types_say_themselves_how_they_are_written(SmiType type, string octets, string text)
    {
        Assert.Equal(text, Render(TextForm.Display, type, octets));
        Assert.Equal(text, Render(TextForm.PhysAddress48, type, octets));
    }

    [Theory]
    [InlineData("9F78043FC00000", "1.5")]
    [InlineData("9F7908BFE0000000000000", "-0.5")]
    [InlineData("9F79084024000000000000", "10")]
    [InlineData("9F79087E37E43C8800759C", "1000000000000000")] // and 285 zeros
    public void Opaque_numbers_are_decimal_without_exponent(string octets, string begin) =>
        Assert.StartsWith(begin, Render(TextForm.Display, SmiType.Opaque, octets), StringComparison.Ordinal);

    [Theory]
    [InlineData("2A", "42")]
    [InlineData("FF01", "255")]
    [InlineData("", "0")]
    public void A_number_in_an_octet_string_is_its_first_octet(string octets, string text) =>
        Assert.Equal(text, Render(TextForm.Number, SmiType.OctetString, octets));

    [Fact]
    public void Nothing_a_device_sends_breaks_it_or_its_bound() =>
        Check.One(Properties.Config(3000), Prop.ForAll(
            (from type in Gen.Elements(Types)
             from form in Gen.Elements(Enum.GetValues<TextForm>())
             from length in Gen.Choose(0, 60)
             from octets in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements(0x41, 0xFF, 0x80, 0xE2)).Select(octet => (byte)octet).ArrayOf(length)
             select (type, form, octets)).ToArbitrary(),
            one =>
            {
                var value = new SnmpValue(one.type, one.octets);
                var destination = new byte[TextRendering.MaxLength(value)];

                var length = TextRendering.Render(one.form, value, destination);

                new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(destination, 0, length);
            }));

    private static string Render(TextForm form, SmiType type, string hex)
    {
        var value = new SnmpValue(type, Convert.FromHexString(hex));
        var destination = new byte[TextRendering.MaxLength(value)];
        return Encoding.UTF8.GetString(destination.AsSpan(0, TextRendering.Render(form, value, destination)));
    }
}
