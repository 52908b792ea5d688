using System.Globalization;
using Collector.Snmp.Mapping.Cells;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;
using static Collector.Snmp.Tests.Mapping.Cells.OneMetric;
using static Collector.Testing.AgentVarbind;

namespace Collector.Snmp.Tests.Mapping.Cells;

public sealed class DateTests
{
    [Theory]
    [InlineData("07EA0B160C010203", 1795348862.0)] // 2026-11-22 12:01:02.3 UTC
    [InlineData("07EA0B160C0102032B0100", 1795345262.0)] // +01:00
    [InlineData("07EA0B160C0102032D051E", 1795368662.0)] // -05:30
    [InlineData("0000000000000000", -62169984000.0)] // fields carry over: the last of November of the year before the year 0
    [InlineData("07EA0D200000003C", 1801440006.0)] // month 13, day 32, 60 tenths of a second
    [InlineData("07B2010100000000", 0.0)]
    public void A_date_is_unix_seconds(string octets, double seconds) =>
        Assert.Equal(seconds, Assert.Single(Module("type: DateAndTime").Poll(Octets(OneMetric.Oid + ".0", Convert.FromHexString(octets)))).Value);

    [Theory]
    [InlineData("")]
    [InlineData("07EA0B160C0102")]
    [InlineData("07EA0B160C0102032B")]
    [InlineData("07EA0B160C0102032A0100")] // neither plus nor minus
    [InlineData("07EA0B160C0102032B1900")] // 25 hours
    public void What_is_no_date_is_not_shown(string octets) => Assert.Empty(Poll("type: DateAndTime", Octets(OneMetric.Oid + ".0", Convert.FromHexString(octets))));

    [Theory]
    [InlineData("83AA7E8000000000", 0.0)] // 1970
    [InlineData("EC91F83E80000000", 1760000446.0)] // the fraction does not count
    [InlineData("EC91F83E800000001122", 1760000446.0)]
    [InlineData("0000000000000000", -2208988800.0)]
    public void An_NTP_timestamp_is_unix_seconds(string octets, double seconds) =>
        Assert.Equal(seconds, Assert.Single(Module("type: NTPTimeStamp").Poll(Octets(OneMetric.Oid + ".0", Convert.FromHexString(octets)))).Value);

    [Fact]
    public void A_short_NTP_timestamp_is_not_shown() => Assert.Empty(Poll("type: NTPTimeStamp", Octets(OneMetric.Oid + ".0", 1, 2, 3, 4, 5, 6, 7)));

    [Theory]
    [InlineData("type: DateAndTime, scale: 1000, offset: 1", 1.0)]
    [InlineData("type: DateAndTime, offset: -1", -1.0)]
    public void Dates_are_scaled_too(string keys, double value) => Assert.Equal([$"m{{}} {value}"], Poll(keys, Octets(OneMetric.Oid + ".0", 7, 0xB2, 1, 1, 0, 0, 0, 0)));

    [Theory]
    [InlineData("%Y-%m-%d %H:%M:%S", "2026-11-22 12:01:02", 1795348862.0)]
    [InlineData("%Y-%m-%dT%H:%M:%S%z", "2026-11-22T12:01:02+0100", 1795345262.0)]
    [InlineData("%F %T %Z", "2026-11-22 12:01:02 CET", 1795348862.0)] // a zone's name is not looked up
    [InlineData("%D %R", "11/22/26 12:01", 1795348860.0)]
    [InlineData("%d %b %Y", "22 nov 2026", 1795305600.0)]
    [InlineData("%e-%B-%y", " 2-March-26", 1772409600.0)]
    [InlineData("%v", "22-Nov-2026", 1795305600.0)]
    [InlineData("%c", "Sun Nov 22 12:01:02 2026", 1795348862.0)]
    [InlineData("%a, %d %h %Y %k:%M:%S.%f", "Sun, 22 Nov 2026  9:01:02.123", 1795338062.0)]
    [InlineData("%A %w %x", "Sunday 0 11/22/26", 1795305600.0)]
    [InlineData("%F %r", "2026-11-22 12:01:02 AM", 1795305662.0)]
    [InlineData("%F %l:%M %p", "2026-11-22  1:05 pm", 1795352700.0)]
    [InlineData("%F %I:%M %p", "2026-11-22 12:05 PM", 1795349100.0)]
    [InlineData("%Y %j", "2026 326", 1795305600.0)]
    [InlineData("%C%y", "1970", 0.0)]
    [InlineData("%s", "1795348862", 1795348862.0)]
    [InlineData("%H:%M", "01:00", -2208985200.0)] // of 1900-01-01
    [InlineData("%Y-%m-%d", "2026-2-30", 1772409600.0)] // fields carry over, and need not have all digits
    [InlineData("%%%t%n%Y", "%\t\n1970", 0.0)]
    [InlineData("on %X, %Y", "on 00:00:00, 1970", 0.0)]
    public void A_text_is_read_as_its_pattern_says(string pattern, string text, double seconds) =>
        Assert.Equal(seconds, Assert.Single(Module($"type: ParseDateAndTime, datetime_pattern: '{pattern}'").Poll(Text(OneMetric.Oid + ".0", text))).Value);

    [Theory]
    [InlineData("%Y", "x")]
    [InlineData("%Y", "")]
    [InlineData("%Y", "2026 ")]
    [InlineData("%Y ", "2026")]
    [InlineData("%Y-%m", "2026/11")]
    [InlineData("%b", "Nof")]
    [InlineData("%w", "7")]
    [InlineData("%z", "+01")]
    [InlineData("%z", "0100")]
    [InlineData("%Z", "ce")]
    [InlineData("%p", "XM")]
    [InlineData("%t", " ")]
    public void A_text_that_does_not_fit_is_not_shown(string pattern, string text) =>
        Assert.Empty(Poll($"type: ParseDateAndTime, datetime_pattern: '{pattern}'", Text(OneMetric.Oid + ".0", text)));

    [Theory]
    [InlineData("%Q", "%Q is not known")]
    [InlineData("%Y%", "the last % has no letter")]
    [InlineData("%U %Y", "%U is not known")]
    public void A_pattern_that_nobody_knows_says_so(string pattern, string reason)
    {
        Assert.False(DatePattern.TryParse(pattern, out _, out var error));
        Assert.Equal(reason, error);
    }

    [Fact]
    public void Calendar_dates_are_those_of_the_framework() => Check.One(Properties.Config(), Prop.ForAll<DateTime>(time =>
    {
        var utc = new DateTime(time.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        return CivilTime.ToUnixSeconds(utc.Year, utc.Month, utc.Day, utc.Hour, utc.Minute, utc.Second) == new DateTimeOffset(utc).ToUnixTimeSeconds();
    }));

    [Fact]
    public void Every_second_is_read_back_from_its_text() => Check.One(Properties.Config(), Prop.ForAll<DateTime>(time =>
    {
        var utc = new DateTime(time.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        var text = System.Text.Encoding.UTF8.GetBytes(utc.ToString("ddd dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture));
        return DatePattern.TryParse("%a %d %b %Y %T", out var pattern, out _) && pattern.TryRead(text, out var seconds) && seconds == new DateTimeOffset(utc).ToUnixTimeSeconds();
    }));
}
