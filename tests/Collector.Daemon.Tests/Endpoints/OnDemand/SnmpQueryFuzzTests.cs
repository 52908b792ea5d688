using Collector.Daemon.Endpoints;
using Collector.Daemon.Endpoints.OnDemand;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Daemon.Tests.Endpoints.OnDemand;

/// <summary>Query strings made of what belongs into them and of what does not.</summary>
public sealed class SnmpQueryFuzzTests
{
    private static readonly string[] Pieces =
    [
        "target=", "module=", "auth=", "snmp_context=", "snmp_engineid=", "snmp_debug_packets=true", "&", "&", "&", "=", ",", ";", "%", "%00", "%zz", "%ff", "+", "things", "services",
        "public_v2", "AGENT", "AGENT", "127.0.0.1:1", "[::1", "[", "]", "udp://", "tcp6://", "http://x/", "0", "-1", "65536", "8000000001020304", "ä", "\ud800", "%ed%a0%80", "#", "?", "/", "\"", "{}",
    ];

    [Fact]
    public async Task No_query_is_answered_with_anything_but_what_is_documented()
    {
        using var agent = FakeAgent.Serving("127.61.10.2", SnmpEndpointTests.Things());
        await using var served = await ServedSnmp.StartAsync();
        var queries = Gen.ArrayOf(Gen.Elements(Pieces)).Select(string.Concat).Sample(300, Properties.Seed, 20);
        var asked = 0;

        foreach (var query in queries)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/snmp?" + query.Replace("AGENT", agent.Endpoint.ToString(), StringComparison.Ordinal));
            request.Headers.Add(ScrapeTimeout.Header, "2");
            using var response = await served.Client.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();

            asked++;
            var isDocumented = (int)response.StatusCode switch
            {
                200 => body.StartsWith("# HELP ", StringComparison.Ordinal),
                400 => body.Length > 1,
                500 => body.StartsWith("An error has occurred while serving metrics:\n\nerror collecting metric Desc{", StringComparison.Ordinal)
                    || body.StartsWith("An error has occurred while serving metrics:\n\n2 error(s) occurred:\n* error collecting metric Desc{", StringComparison.Ordinal),
                _ => false,
            };
            Assert.True(isDocumented, $"{query}: {response.StatusCode} {body}");
        }

        Assert.Equal(300, asked);
        Assert.Equal(300, Enum.GetValues<SnmpRequestOutcome>().Sum(served.Requests));
    }
}
