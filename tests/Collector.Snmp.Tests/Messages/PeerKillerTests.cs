using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Tests.Polling.Lanes;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Messages;

/// <summary>Octets like those that ended or misled other programs, as replies to our own requests. Each names what it did elsewhere; here a poll fails, or takes what makes sense, and the next one is as if nothing had been.</summary>
public sealed class PeerKillerTests : IDisposable
{
    private const string Agent = "192.0.2.1:161";
    private const string Id = "IIIIIIII"; // the request's, which an attacker who sees it has

    // SEQUENCE, version 1 (v2c), community "public"
    private const string Head = "020101" + "04067075626C6963";

    // request-id, no error
    private const string Ids = "0204" + Id + "020100020100";

    private const string UpTime = "06082B06010201010300";
    private const string Good = "300F" + UpTime + "430300ABCD";

    private readonly LaneFixture _lane = new();

    public void Dispose() => _lane.Dispose();

    /// <summary>What it did elsewhere, and the datagram.</summary>
    public static TheoryData<string, string> Malformed => new()
    {
        { "PROTOS c06 (CVE-2002-0013): a message of two gigabytes", "30847FFFFFFF" + Head + Pdu(Ids + List(Good)) },
        { "PROTOS c06: a message of 2^32 - 1 octets", "3084FFFFFFFF" + Head + Pdu(Ids + List(Good)) },
        { "PROTOS c06: a community without an end", "302A" + "020101" + "0480" + Pdu(Ids + List(Good)) + "0000" },
        { "PROTOS c06: a community longer than its message", Message("020101" + "04827FFF" + "7075626C6963" + Pdu(Ids + List(Good))) },
        { "PROTOS c06: a request-id of no octets", Message(Head + Pdu("0200" + "020100020100" + List(Good))) },
        { "PROTOS c06: a request-id of twenty octets", Message(Head + Pdu("0214" + string.Concat(Enumerable.Repeat("FF", 16)) + Id + "020100020100" + List(Good))) },
        { "PROTOS c06: a version that is text", Message("0404" + "31313131" + "04067075626C6963" + Pdu(Ids + List(Good))) },
        { "PROTOS c06: sequences within sequences", string.Concat(Enumerable.Range(0, 1000).Select(depth => $"3082{(1000 - depth) * 4:X4}")) },
        { "PROTOS c06: nothing at all", "" },
        { "gosnmp#552: a length of 2^63 - 1", Message(Head + Pdu(Ids + List("3018" + UpTime + "43887FFFFFFFFFFFFFFF" + "00ABCD00"))) },
        { "gosnmp#381: a varbind list of 2^32 - 1 octets", Message(Head + Pdu(Ids + "3084FFFFFFFF" + Good)) },
        { "gosnmp#250: a datagram that ends behind a tag", Message(Head + Pdu(Ids + "30")) },
        { "gosnmp#244: a length of 2^31, which added to a place is negative", Message(Head + Pdu(Ids + List("3017" + UpTime + "438480000000" + "00ABCD00"))) },
        { "CVE-2015-5621: a list of which the second half cannot be read", Message(Head + Pdu(Ids + List(Good + "300F" + UpTime + "4309"))) },
        { "CVE-2022-24805: a name of no octets", Message(Head + Pdu(Ids + List("30070600" + "430300ABCD"))) },
        { "CUPS#905: a name of 1,200 octets, more than a stack has room for", Message(Head + Pdu(Ids + List($"308204BA068204B02B{string.Concat(Enumerable.Repeat("8FFFFFFF7F", 239))}06060606" + "430300ABCD"))) },
        { "CVE-2025-68615: a trap in place of a response", Message(Head + "A7" + Sized(Ids + List(Good))) },
        { "CVE-2025-68615: a trap of version 1 with an address of 255 octets", Message(Head + "A4" + Sized("06032B0601" + "4081FF" + string.Concat(Enumerable.Repeat("7F", 255)) + "020106" + "020100" + "430100" + "3000")) },
        { "a report where nobody has version 3", Message(Head + "A8" + Sized(Ids + List(Good))) },
        { "a response within a response", Message(Head + Pdu(Ids + List(Pdu(Ids + List(Good))))) },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void What_killed_others_is_a_reply_that_cannot_be_read(string what, string datagram)
    {
        var good = LaneFixture.Rows(5);
        var isHostile = true;
        var target = _lane.Add(Agent, request => isHostile ? [Reply(request, datagram)] : [good.Answer(request)]);

        var poll = _lane.Poll(target);
        Assert.True(poll.Outcome != PollOutcome.Answered, what);
        Assert.Empty(LaneFixture.Series(target));

        isHostile = false;
        _lane.Poll(target); // the first question after silence
        Assert.Equal(PollOutcome.Answered, _lane.Poll(target).Outcome);
        Assert.Equal(5, LaneFixture.Series(target).Count);
        _lane.AssertIdle();
    }

    /// <summary>What it did elsewhere, the value of a text, and of a number, as varbinds of the first row.</summary>
    public static TheoryData<string, AgentVarbind, AgentVarbind> Unexpected => new()
    {
        { "CVE-2022-44792: NULL where nobody expects it", Varbind(Text, SmiType.Null), Varbind(Number, SmiType.Null) },
        { "GLSA 201507-17, Telegraf#15200: a number for a text and a text for a number", Varbind(Text, SmiType.Counter64, "FFFFFFFFFFFFFFFF"), Varbind(Number, SmiType.OctetString, "41") },
        { "Telegraf#15200: a name for both", Varbind(Text, SmiType.ObjectIdentifier, "2B06"), Varbind(Number, SmiType.ObjectIdentifier, "2B06") },
        { "CVE-2022-24806: a name that ends within a number, as a value", Varbind(Text, SmiType.ObjectIdentifier, "2B06FFFF"), Varbind(Number, SmiType.ObjectIdentifier, "8080") },
        { "CVE-2008-2292: a text longer than anybody prints", Varbind(Text, SmiType.OctetString, string.Concat(Enumerable.Repeat("41", 30_000))), Varbind(Number, SmiType.Integer32, "7FFFFFFFFFFFFFFF") },
        { "a number of no octets, and an address of three", Varbind(Text, SmiType.IpAddress, "7F0000"), Varbind(Number, SmiType.Counter32) },
        { "a number of nine octets", Varbind(Text, SmiType.OctetString, "FFFE00"), Varbind(Number, SmiType.Counter64, "00FFFFFFFFFFFFFFFF") },
        { "a float that is none", Varbind(Text, SmiType.Opaque, "9F7804"), Varbind(Number, SmiType.Opaque, "9F78047FC00000") },
    };

    [Theory]
    [MemberData(nameof(Unexpected))]
    public void A_value_that_killed_others_is_one_value_that_makes_no_sense(string what, AgentVarbind text, AgentVarbind number)
    {
        var mib = new FakeMib(text, number, AgentVarbind.Text($"{Text}2", "sound"), AgentVarbind.Counter64($"{Number}2", 7));
        var target = _lane.Add(Agent, request => [mib.Answer(request)], [Plan()]);

        for (var time = 0; time < 3; time++)
        {
            Assert.True(_lane.Poll(target).Outcome == PollOutcome.Answered, what);
            var series = LaneFixture.Series(target);
            Assert.Contains(series, one => one.Key.StartsWith("number{", StringComparison.Ordinal) && one.Key.Contains("i=\"2\"", StringComparison.Ordinal) && one.Value == 7);
            Assert.Contains(series, one => one.Key.Contains("sound", StringComparison.Ordinal));
        }

        _lane.AssertIdle();
    }

    /// <summary>Names whose index is not what the module says, beside a row that is.</summary>
    [Theory]
    [InlineData("CVE-2022-24807: an index that ends too early", "")]
    [InlineData("CVE-2022-24808: an index with more parts than it has", "1.2.3")]
    [InlineData("CVE-2022-24810: an index of 100 parts", "9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9.9")]
    [InlineData("CUPS#905: the largest sub-identifier there is", "4294967295")]
    public void A_name_that_killed_others_is_one_row_that_makes_no_sense(string what, string index)
    {
        var odd = index.Length == 0 ? Number.TrimEnd('.') : $"{Number}{index}";
        var mib = new FakeMib(AgentVarbind.Counter64(odd, 1), AgentVarbind.Counter64($"{Number}2", 7));
        var target = _lane.Add(Agent, request => [mib.Answer(request)], [Plan()]);

        Assert.True(_lane.Poll(target).Outcome == PollOutcome.Answered, what);

        Assert.Contains(LaneFixture.Series(target), one => one.Key.Contains("i=\"2\"", StringComparison.Ordinal) && one.Value == 7);
        _lane.AssertIdle();
    }

    private const string Text = $"{Root}.1.";
    private const string Number = $"{Root}.2.";

    private static ModulePlan Plan() => Compile(Metric("text", $"{Root}.1", SnmpMetricType.DisplayString, [Index("i")]), Metric("number", $"{Root}.2", SnmpMetricType.Counter, [Index("i")]));

    private static AgentVarbind Varbind(string column, SmiType type, string content = "") => new(Oid.Parse($"{column}1"), type, Convert.FromHexString(content));

    private static FakeReply Reply(FakeRequest request, string datagram) => new(Convert.FromHexString(datagram.Replace(Id, request.Id.ToString("X8", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));

    private static string Message(string content) => "30" + Sized(content);

    private static string Pdu(string content) => "A2" + Sized(content);

    private static string List(string varbinds) => "30" + Sized(varbinds);

    /// <summary>The length in its long form, and the content.</summary>
    private static string Sized(string content) => $"82{content.Length / 2:X4}{content}";
}
