using System.Globalization;
using System.Net;
using Collector.Interop.Tests.Peers;
using Collector.Pipeline.Dns;

namespace Collector.Interop.Tests.Dns;

/// <summary>Our questions, and what Debian's dnsmasq answers.</summary>
public sealed class DnsmasqTests
{
    [Fact]
    public async Task Services_addresses_and_aliases_are_found_and_long_answers_come_by_tcp()
    {
        var server = FreePort.Udp(IPAddress.Parse("127.76.6.1"));
        IEnumerable<string> services = Enumerable.Range(0, 120).Select(i => $"--srv-host=_many._udp.example,a-switch-with-quite-a-long-name-{i:000}.example,{161 + i}");
        await using var dnsmasq = PeerProcess.Start("/usr/sbin/dnsmasq",
        [
            "--no-daemon", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--bind-interfaces", "--user=root", $"--listen-address={server.Address}", $"--port={server.Port.ToString(CultureInfo.InvariantCulture)}",
            "--local=/example/", "--srv-host=_snmp._udp.example,sw1.example,1161", "--host-record=sw1.example,192.0.2.1,2001:db8::1", "--cname=alias.example,sw1.example", .. services,
        ]);
        await dnsmasq.WaitForLineAsync("started");
        var lookup = new DnsLookup(new ResolverSettings([server], ["example"]));
        Assert.Equal([new DnsRecord(null, "sw1.example.", 1161)], await lookup.FindAsync("_snmp._udp.example", DnsRecordType.Srv, CancellationToken.None));
        Assert.Equal("192.0.2.1", Assert.Single(await lookup.FindAsync("sw1", DnsRecordType.A, CancellationToken.None)).Address!.ToString());
        Assert.Equal("2001:db8::1", Assert.Single(await lookup.FindAsync("alias.example.", DnsRecordType.Aaaa, CancellationToken.None)).Address!.ToString());
        Assert.Empty(await lookup.FindAsync("nobody.example.", DnsRecordType.A, CancellationToken.None));
        Assert.Equal(120, (await lookup.FindAsync("_many._udp.example", DnsRecordType.Srv, CancellationToken.None)).Count);
    }
}
