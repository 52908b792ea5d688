using Collector.Pipeline.Dns;

namespace Collector.Pipeline.Tests.Dns;

public sealed class DnsReaderTests
{
    private static readonly DnsQuestion Question = new(0x1234, "a.example", DnsRecordType.Srv);

    [Fact]
    public void Whatever_is_cut_off_or_flipped_ends_in_a_status()
    {
        var good = FakeDnsServer.Reply(Question.Write(edns: true), records: [FakeDnsServer.Srv("sw1.example.", 161), FakeDnsServer.A("192.0.2.1"), FakeDnsServer.Srv("sw2.example.", 162)]);
        Assert.Equal(DnsStatus.Answered, DnsReader.Read(Question, good, out var records));
        Assert.Equal(2, records.Count);
        for (var length = 0; length < good.Length; length++) Assert.NotEqual(DnsStatus.Answered, DnsReader.Read(Question, good.AsSpan(0, length), out _));
        var random = new Random(1);
        for (var i = 0; i < 200_000; i++)
        {
            byte[] bad = [.. good];
            for (var flips = random.Next(1, 4); flips > 0; flips--) bad[random.Next(bad.Length)] = (byte)random.Next(256);
            DnsReader.Read(Question, bad.AsSpan(0, random.Next(bad.Length + 1)), out _);
        }
    }

    [Theory]
    [InlineData(0xC0, 0)] // a pointer into the header
    [InlineData(0xC0, 12)] // the question: a name without end it is not
    public void A_pointer_that_leads_backwards_is_followed(byte high, byte low)
    {
        byte[] srv = [0, 1, 0, 2, 0, 161, high, low];
        Assert.True(DnsReader.Read(Question, FakeDnsServer.Reply(Question.Write(edns: false), records: [(33, srv)]), out _) is DnsStatus.Answered or DnsStatus.Malformed);
    }

    [Fact]
    public void A_circle_of_pointers_is_malformed()
    {
        var start = 12 + 11 + 4 + 12; // header, question, record: where its data begins
        byte[] srv = [0, 1, 0, 2, 0, 161, 0xC0, (byte)(start + 6)];
        Assert.Equal(DnsStatus.Malformed, DnsReader.Read(Question, FakeDnsServer.Reply(Question.Write(edns: false), records: [(33, srv)]), out _));
    }

    [Fact]
    public void A_name_that_is_too_long_is_malformed()
    {
        var host = string.Concat(Enumerable.Repeat(new string('a', 63) + ".", 5));
        Assert.Equal(DnsStatus.Malformed, DnsReader.Read(Question, FakeDnsServer.Reply(Question.Write(edns: false), records: [FakeDnsServer.Srv(host, 1)]), out _));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("_snmp._udp.example.com.", true)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("a..b", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    public void Names_are_labels_of_one_to_sixty_three_letters(string name, bool isName) => Assert.Equal(isName, DnsName.IsName(name));

    [Fact]
    public void Names_that_are_too_long_are_none()
    {
        Assert.False(DnsName.IsName(new string('a', 64)));
        Assert.False(DnsName.IsName(string.Join('.', Enumerable.Repeat("abcdefg", 32))));
    }
}
