using System.Net;
using Collector.Pipeline.Dns;

namespace Collector.Pipeline.Tests.Dns;

public sealed class DnsLookupTests
{
    [Fact]
    public async Task Services_have_hosts_and_ports()
    {
        using var server = new FakeDnsServer((question, _) => [FakeDnsServer.Reply(question, records: [FakeDnsServer.Srv("sw1.example.", 161), FakeDnsServer.Srv("sw2.example.", 1161)])]);
        Assert.Equal([new DnsRecord(null, "sw1.example.", 161), new DnsRecord(null, "sw2.example.", 1161)], await FindAsync(server, "_snmp._udp.example", DnsRecordType.Srv));
    }

    [Fact]
    public async Task Addresses_behind_an_alias_are_found()
    {
        using var server = new FakeDnsServer((question, _) => [FakeDnsServer.Reply(question, records: [(5, FakeDnsServer.Name("other.example.")), FakeDnsServer.A("192.0.2.1"), FakeDnsServer.A("192.0.2.2")])]);
        Assert.Equal(["192.0.2.1", "192.0.2.2"], (await FindAsync(server, "sw.example", DnsRecordType.A)).Select(record => record.Address!.ToString()));
        using var six = new FakeDnsServer((question, _) => [FakeDnsServer.Reply(question, records: [FakeDnsServer.A("2001:db8::1")])]);
        Assert.Equal("2001:db8::1", Assert.Single(await FindAsync(six, "sw.example", DnsRecordType.Aaaa)).Address!.ToString());
    }

    [Fact]
    public async Task What_does_not_fit_into_a_datagram_comes_by_tcp()
    {
        using var server = new FakeDnsServer((question, byTcp) => byTcp
            ? [FakeDnsServer.Reply(question, records: [.. Enumerable.Range(0, 500).Select(i => FakeDnsServer.Srv($"sw{i}.example.", 161))])]
            : [FakeDnsServer.Reply(question, truncated: true)]);
        Assert.Equal(500, (await FindAsync(server, "_snmp._udp.example", DnsRecordType.Srv)).Count);
    }

    [Fact]
    public async Task A_server_without_edns_is_asked_without_it()
    {
        using var server = new FakeDnsServer((question, _) => question[11] == 1 ? [FakeDnsServer.Reply(question, code: 1)] : [FakeDnsServer.Reply(question, records: [FakeDnsServer.A("192.0.2.1")])]);
        Assert.Single(await FindAsync(server, "sw.example", DnsRecordType.A));
    }

    [Fact]
    public async Task Answers_to_another_question_are_passed_over()
    {
        using var server = new FakeDnsServer((question, _) =>
        {
            byte[] forged = [.. FakeDnsServer.Reply(question, records: [FakeDnsServer.A("203.0.113.1")])];
            forged[0] ^= 0xFF;
            byte[] foreign = [.. FakeDnsServer.Reply(question, records: [FakeDnsServer.A("203.0.113.2")])];
            foreign[13] ^= 0x01; // another name
            return [forged, foreign, [1, 2, 3], FakeDnsServer.Reply(question, records: [FakeDnsServer.A("192.0.2.1")])];
        });
        Assert.Equal("192.0.2.1", Assert.Single(await FindAsync(server, "sw.example", DnsRecordType.A)).Address!.ToString());
    }

    [Fact]
    public async Task The_second_server_is_asked_when_the_first_one_refuses()
    {
        using var broken = new FakeDnsServer((question, _) => [FakeDnsServer.Reply(question, code: 2)]);
        using var server = new FakeDnsServer((question, _) => [FakeDnsServer.Reply(question, records: [FakeDnsServer.A("192.0.2.1")])], "127.76.4.2");
        var lookup = new DnsLookup(new ResolverSettings([broken.EndPoint, server.EndPoint], []));
        Assert.Single(await lookup.FindAsync("sw.example", DnsRecordType.A, CancellationToken.None));
        var alone = new DnsLookup(new ResolverSettings([broken.EndPoint], []));
        var failure = await Assert.ThrowsAsync<DnsException>(() => alone.FindAsync("sw.example", DnsRecordType.A, CancellationToken.None));
        Assert.Equal($"sw.example.: {broken.EndPoint} refuses to answer", failure.Message);
    }

    [Fact]
    public async Task The_search_path_is_tried_in_order_and_no_name_anywhere_is_an_answer()
    {
        using var server = new FakeDnsServer((question, _) => FakeDnsServer.NameOf(question) == "sw.b.example."
            ? [FakeDnsServer.Reply(question, records: [FakeDnsServer.A("192.0.2.1")])] : [FakeDnsServer.Reply(question, code: 3)]);
        var lookup = new DnsLookup(new ResolverSettings([server.EndPoint], ["a.example", "b.example"]));
        Assert.Single(await lookup.FindAsync("sw", DnsRecordType.A, CancellationToken.None));
        Assert.Equal(["sw.a.example.", "sw.b.example."], server.Asked);
        Assert.Empty(await lookup.FindAsync("gone.example", DnsRecordType.A, CancellationToken.None));
        Assert.Equal(["gone.example.", "gone.example.a.example.", "gone.example.b.example."], server.Asked.Skip(2));
    }

    [Fact]
    public void The_resolvers_file_is_read_as_the_system_reads_it()
    {
        var settings = ResolverSettings.Parse(["# nameserver 192.0.2.9", "nameserver 192.0.2.1", "nameserver\t2001:db8::1", "domain old", "search a b", "options rotate ndots:3"]);
        Assert.Equal(["192.0.2.1:53", "[2001:db8::1]:53"], settings.Servers.Select(server => server.ToString()));
        Assert.Equal(["x.y.a.", "x.y.b.", "x.y."], settings.Candidates("x.y"));
        Assert.Equal(["x."], settings.Candidates("x."));
        Assert.Equal(IPAddress.Loopback, ResolverSettings.Parse([]).Servers[0].Address);
    }

    private static Task<IReadOnlyList<DnsRecord>> FindAsync(FakeDnsServer server, string name, DnsRecordType type) =>
        new DnsLookup(new ResolverSettings([server.EndPoint], [])).FindAsync(name, type, CancellationToken.None);
}
