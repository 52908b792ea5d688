using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints.OnDemand;
using Collector.Snmp.Messages;
using Collector.Testing;

namespace Collector.Daemon.Tests.Endpoints.OnDemand;

/// <summary>What `/snmp` says to a scraper, word for word.</summary>
public sealed partial class SnmpEndpointTests
{
    [Theory]
    [InlineData("", "'target' parameter must be specified once")]
    [InlineData("target=", "'target' parameter must be specified once")]
    [InlineData("target=127.0.0.1&target=127.0.0.2", "'target' parameter must be specified once")]
    [InlineData("target=127.0.0.1&auth=a&auth=b", "'auth' parameter must only be specified once")]
    [InlineData("target=127.0.0.1&snmp_context=a&snmp_context=b", "'snmp_context' parameter must only be specified once")]
    [InlineData("target=127.0.0.1&snmp_engineid=a&snmp_engineid=b", "'snmp_engineid' parameter must only be specified once")]
    [InlineData("target=127.0.0.1&module=things&auth=nobody", "Unknown auth 'nobody'")]
    [InlineData("target=127.0.0.1&module=things,nothing", "Unknown module 'nothing'")]
    [InlineData("target=127.0.0.1", "Unknown module 'if_mib'")]
    [InlineData("target=127.0.0.1&module=,", "'module' parameter must contain at least one module name")]
    public async Task A_request_that_makes_no_sense_is_told_why(string query, string body)
    {
        await using var served = await ServedSnmp.StartAsync();

        Assert.Equal((HttpStatusCode.BadRequest, body + "\n"), await served.ReadAsync(query));

        Assert.Equal(1, served.Requests(SnmpRequestOutcome.Invalid));
        Assert.Contains("snmp_request_errors_total 1\n", await served.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_what_the_go_client_would_write()
    {
        using var agent = FakeAgent.Serving("127.60.0.2", Things());
        await using var served = await ServedSnmp.StartAsync();

        using var response = await served.AskAsync(agent.Endpoint);

        Assert.Equal((HttpStatusCode.OK, "text/plain; version=0.0.4; charset=utf-8"), (response.StatusCode, response.Content.Headers.ContentType!.ToString()));
        Assert.Equal(
            """
            # HELP snmp_scrape_duration_seconds Total SNMP time scrape took (walk and processing).
            # TYPE snmp_scrape_duration_seconds gauge
            snmp_scrape_duration_seconds{module="things"} T
            # HELP snmp_scrape_packets_retried Packets retried for get, bulkget, and walk.
            # TYPE snmp_scrape_packets_retried gauge
            snmp_scrape_packets_retried{module="things"} 0
            # HELP snmp_scrape_packets_sent Packets sent for get, bulkget, and walk; including retries.
            # TYPE snmp_scrape_packets_sent gauge
            snmp_scrape_packets_sent{module="things"} 2
            # HELP snmp_scrape_pdus_returned PDUs returned from get, bulkget, and walk.
            # TYPE snmp_scrape_pdus_returned gauge
            snmp_scrape_pdus_returned{module="things"} 10
            # HELP snmp_scrape_walk_duration_seconds Time SNMP walk/bulkwalk took.
            # TYPE snmp_scrape_walk_duration_seconds gauge
            snmp_scrape_walk_duration_seconds{module="things"} T
            # HELP sysUpTime Up\nsince
            # TYPE sysUpTime gauge
            sysUpTime 7
            # HELP thingBytes A thing
            # TYPE thingBytes counter
            thingBytes{thingIndex="1",thingName="one"} 1.234567e+06
            thingBytes{thingIndex="10",thingName="ten"} 3
            thingBytes{thingIndex="2",thingName="two"} 2
            # HELP thingKind A thing
            # TYPE thingKind gauge
            thingKind{thingIndex="1",thingKind="blue",thingName="one"} 1
            thingKind{thingIndex="10",thingKind="",thingName="ten"} 1
            thingKind{thingIndex="2",thingKind="r\"ed",thingName="two"} 1

            """.ReplaceLineEndings("\n").Replace("r\"ed", "r\\\"ed", StringComparison.Ordinal),
            WithoutTimes(await response.Content.ReadAsStringAsync()));
        Assert.Equal(1, served.Requests(SnmpRequestOutcome.Served));
    }

    [Fact]
    public async Task A_second_request_finds_the_rows_known_and_says_the_same()
    {
        var mib = Things();
        using var agent = FakeAgent.Serving("127.60.1.2", mib);
        await using var served = await ServedSnmp.StartAsync();
        var first = WithoutTimes(await (await served.AskAsync(agent.Endpoint)).Content.ReadAsStringAsync());

        Assert.Equal(first, WithoutTimes(await (await served.AskAsync(agent.Endpoint)).Content.ReadAsStringAsync()));
        mib.Set(AgentVarbind.Text("1.3.6.1.4.1.99.1.1.1.2", "zwei"));
        mib.Remove("1.3.6.1.4.1.99.1.1.2.10");
        var third = await (await served.AskAsync(agent.Endpoint)).Content.ReadAsStringAsync();

        Assert.Contains("thingBytes{thingIndex=\"2\",thingName=\"zwei\"} 2\n", third, StringComparison.Ordinal);
        Assert.DoesNotContain("thingBytes{thingIndex=\"10\"", third, StringComparison.Ordinal);
        Assert.Contains("collector_ondemand_sessions 1\n", await served.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_modules_make_one_page_however_they_are_named()
    {
        using var agent = FakeAgent.Serving("127.60.2.2", Things());
        await using var served = await ServedSnmp.StartAsync();

        var page = await (await served.AskAsync(agent.Endpoint, "&module=services,,things&module=services")).Content.ReadAsStringAsync();

        Assert.Contains("sysServices 72\n", page, StringComparison.Ordinal);
        Assert.Contains("thingBytes{", page, StringComparison.Ordinal);
        Assert.Contains("snmp_scrape_packets_sent{module=\"services\"} 1\nsnmp_scrape_packets_sent{module=\"things\"} 2\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("things,up", "collected metric \"sysUpTime\" was collected before with the same name and label values")]
    [InlineData("things,otherhelp", "collected metric sysUpTime has help \"Something else\" but should have \"Up\nsince\"")]
    [InlineData("things,othertype", "collected metric sysUpTime should be a Gauge")]
    [InlineData("twice", "collected metric \"thingBytes\" was collected before with the same name and label values")]
    public async Task Series_that_contradict_each_other_are_no_page(string modules, string error)
    {
        using var agent = FakeAgent.Serving("127.60.3.2", Things());
        await using var served = await ServedSnmp.StartAsync();

        Assert.Equal(
            (HttpStatusCode.InternalServerError, $"An error has occurred while serving metrics:\n\n{error}\n"),
            await served.ReadAsync($"target={agent.Endpoint}&module={modules}"));
    }

    [Fact]
    public async Task A_target_that_does_not_answer_in_time_is_an_error_in_the_exporters_words()
    {
        using var agent = new FakeAgent("127.60.4.2", _ => []);
        await using var served = await ServedSnmp.StartAsync();

        var (status, body) = await served.ReadAsync($"target={agent.Endpoint}&module=things,services", timeout: "0.3");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Matches(
            "^An error has occurred while serving metrics:\n\n2 error\\(s\\) occurred:\n" +
            "\\* error collecting metric Desc{fqName: \"snmp_error\", help: \"Error scraping target\", constLabels: {module=\"things\"}, variableLabels: {}}: scrape canceled after [0-9.]+m?s \\(possible timeout\\) getting target 127.60.4.2\n" +
            "\\* error collecting metric Desc{fqName: \"snmp_error\", help: \"Error scraping target\", constLabels: {module=\"services\"}, variableLabels: {}}: scrape canceled after [0-9.]+m?s \\(possible timeout\\) getting target 127.60.4.2\n$",
            body);
        Assert.Equal(1, served.Requests(SnmpRequestOutcome.Failed));
    }

    [Theory]
    [InlineData("1e9")]
    [InlineData("-1")]
    [InlineData("NaN")]
    public async Task A_timeout_header_that_is_no_number_is_none(string timeout)
    {
        using var agent = FakeAgent.Serving("127.60.10.2", Things());
        await using var served = await ServedSnmp.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await served.ReadAsync($"target={agent.Endpoint}&module=services", timeout)).Status);
    }

    [Fact]
    public async Task Without_any_time_left_the_answer_is_an_error()
    {
        using var agent = new FakeAgent("127.60.11.2", _ => []);
        await using var served = await ServedSnmp.StartAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, (await served.ReadAsync($"target={agent.Endpoint}&module=services", "0")).Status);
    }

    [Fact]
    public async Task An_agent_that_refuses_a_get_is_an_error_with_its_status()
    {
        using var agent = new FakeAgent("127.60.5.2", request => [request.Error(ErrorStatus.GenErr)]);
        await using var served = await ServedSnmp.StartAsync();

        var (_, body) = await served.ReadAsync($"target={agent.Endpoint}&module=services");

        Assert.EndsWith(": error reported by target 127.60.5.2: Error Status 5\n", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_walk_that_the_agent_cuts_short_is_served_and_counted()
    {
        var mib = Things();
        using var agent = new FakeAgent("127.60.6.2", request => [request.Type == PduType.GetBulk ? request.Error(ErrorStatus.GenErr) : mib.Answer(request)]);
        await using var served = await ServedSnmp.StartAsync();

        Assert.Contains("sysUpTime 7\n", await (await served.AskAsync(agent.Endpoint)).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Contains("collector_ondemand_walks_truncated_total{reason=\"agent_error\"} 1\n", await served.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:161:161", "Error during initialisation of the Worker")]
    [InlineData("no-such-host.invalid", "Error connecting to target")]
    public async Task A_target_that_nobody_can_be_is_an_error(string target, string help)
    {
        await using var served = await ServedSnmp.StartAsync();

        var (status, body) = await served.ReadAsync($"target={target}&module=things");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.StartsWith($"An error has occurred while serving metrics:\n\nerror collecting metric Desc{{fqName: \"snmp_error\", help: \"{help}\", constLabels: {{}}, variableLabels: {{}}}}: ", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_outside_of_the_allowed_networks_is_refused_and_never_asked()
    {
        using var agent = FakeAgent.Serving("127.60.7.2", Things());
        var allowed = new AllowedTargets([
            new AllowedNetworks([IPNetwork.Parse("127.60.7.0/24")], new HashSet<string> { "public_v2" }),
            new AllowedNetworks([IPNetwork.Parse("10.0.0.0/8")], null)]);
        await using var served = await ServedSnmp.StartAsync(allowed: allowed);

        Assert.Equal(HttpStatusCode.OK, (await served.AskAsync(agent.Endpoint)).StatusCode);
        var asked = agent.Requests.Count;
        Assert.Equal((HttpStatusCode.Forbidden, "127.60.7.2 may not be asked with auth 'public_v1' (snmp.allowed_targets)\n"), await served.ReadAsync($"target={agent.Endpoint}&module=things&auth=public_v1"));
        Assert.Equal((HttpStatusCode.Forbidden, "127.0.0.1 is not in a network of snmp.allowed_targets\n"), await served.ReadAsync("target=udp4://localhost&module=things"));

        Assert.Equal((asked, 2), (agent.Requests.Count, served.Requests(SnmpRequestOutcome.Forbidden)));
    }

    [Theory]
    [InlineData("", SnmpVersion.V1)]
    [InlineData("&auth=public_v2", SnmpVersion.V2c)]
    public async Task A_module_of_an_older_file_has_an_auth_of_its_own(string auth, SnmpVersion version)
    {
        using var agent = FakeAgent.Serving("127.60.9.2", Things());
        await using var served = await ServedSnmp.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await served.AskAsync(agent.Endpoint, "&module=older" + auth)).StatusCode);

        Assert.Equal(version, Assert.Single(agent.Requests).Version);
    }

    [Fact]
    public async Task A_large_counter_begins_anew_where_doubles_begin_to_round()
    {
        var mib = Things();
        mib.Set(AgentVarbind.Counter64("1.3.6.1.4.1.99.1.1.2.2", 9_007_199_254_740_993));
        using var agent = FakeAgent.Serving("127.60.12.2", mib);
        await using var served = await ServedSnmp.StartAsync();

        var page = await (await served.AskAsync(agent.Endpoint)).Content.ReadAsStringAsync();

        Assert.Contains("thingBytes{thingIndex=\"2\",thingName=\"two\"} 1\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_compressed_for_who_wants_it()
    {
        using var agent = FakeAgent.Serving("127.60.8.2", Things());
        await using var served = await ServedSnmp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/snmp?target={agent.Endpoint}&module=things");
        request.Headers.AcceptEncoding.ParseAdd("gzip");

        using var response = await served.Client.SendAsync(request);

        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        await using var body = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.Contains("sysUpTime 7\n", await new StreamReader(body).ReadToEndAsync(), StringComparison.Ordinal);
    }

    /// <summary>Three rows, of which text order and number order differ.</summary>
    internal static FakeMib Things() => new(
        AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 7),
        AgentVarbind.Gauge32("1.3.6.1.2.1.1.7.0", 72),
        AgentVarbind.Text("1.3.6.1.4.1.99.1.1.1.1", "one"),
        AgentVarbind.Text("1.3.6.1.4.1.99.1.1.1.2", "two"),
        AgentVarbind.Text("1.3.6.1.4.1.99.1.1.1.10", "ten"),
        AgentVarbind.Counter64("1.3.6.1.4.1.99.1.1.2.1", 1_234_567),
        AgentVarbind.Counter64("1.3.6.1.4.1.99.1.1.2.2", 2),
        AgentVarbind.Counter64("1.3.6.1.4.1.99.1.1.2.10", 3),
        AgentVarbind.Text("1.3.6.1.4.1.99.1.1.3.1", "blue"),
        AgentVarbind.Text("1.3.6.1.4.1.99.1.1.3.2", "r\"ed"),
        AgentVarbind.Text("1.3.6.1.4.1.99.1.1.3.10", ""));

    private static string WithoutTimes(string page) => Times().Replace(page, "${series} T");

    [GeneratedRegex("^(?<series>snmp_scrape_[a-z_]*duration_seconds{[^}]*}) .*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Times();
}
