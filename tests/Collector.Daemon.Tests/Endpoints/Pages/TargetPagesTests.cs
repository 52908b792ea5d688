using System.Net;
using System.Xml.Linq;
using Collector.Daemon.Endpoints.Pages;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Tests.Endpoints.Pages;

/// <summary>What people see of targets. The pages are well-formed XML but for their doctype and two void elements, so that a reader can take them apart.</summary>
public sealed class TargetPagesTests
{
    [Fact]
    public async Task What_is_broken_comes_first_and_can_be_seen_alone()
    {
        await using var served = await ServedStore.StartAsync();
        served.Filled.Add("a-fine", ["if_mib"]).History.Add(Poll(PollOutcome.Answered));
        served.Filled.Add("b-cut", ["if_mib"], new Label("site", "ams1")).History.Add(Poll(PollOutcome.Partial) with { Truncated = WalkEnd.TooBig, Modules = default(ModuleEnds).With(0, WalkEnd.TooBig) });
        served.Filled.Add("c-gone", ["if_mib"]).History.Add(Poll(PollOutcome.TimedOut));

        var all = await TableAsync(served, "/targets");
        var broken = await TableAsync(served, "/targets?show=broken");
        var ofSite = await TableAsync(served, "/targets?site=ams1");

        Assert.Equal(["c-gone silent", "b-cut truncated", "a-fine ok"], all);
        Assert.Equal(["c-gone silent", "b-cut truncated"], broken);
        Assert.Equal(["b-cut truncated"], ofSite);
    }

    [Fact]
    public async Task Ten_thousand_targets_are_pages_of_five_hundred()
    {
        await using var served = await ServedStore.StartAsync();
        for (var i = 0; i < 1200; i++) served.Filled.Add($"r{i:0000}", ["if_mib"]);

        Assert.Equal(500, (await TableAsync(served, "/targets")).Count);
        Assert.Equal("r1000 pending", (await TableAsync(served, "/targets?page=3"))[0]);
        Assert.Equal(200, (await TableAsync(served, "/targets?page=9999")).Count);
    }

    [Fact]
    public async Task One_of_many_is_found_by_a_part_of_its_name_its_address_or_a_label()
    {
        await using var served = await ServedStore.StartAsync();
        for (var i = 0; i < 600; i++) served.Filled.Add($"sw{i:000}.ams1", ["if_mib"]);
        served.Filled.Add("edge1", ["if_mib"], new Label("site", "Lhr1"));

        Assert.Equal(["sw123.ams1 pending"], await TableAsync(served, "/targets?find=W123"));
        Assert.Equal(["edge1 pending"], await TableAsync(served, "/targets?find=lhr"));
        Assert.Contains("<p>None of them.</p>", await served.Client.GetStringAsync("/targets?find=nothing%22like"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Targets_of_one_verdict_can_be_seen_alone_and_a_word_that_is_none_is_said()
    {
        await using var served = await ServedStore.StartAsync();
        served.Filled.Add("a", ["if_mib"]).History.Add(Poll(PollOutcome.Refused));
        served.Filled.Add("b", ["if_mib"]).History.Add(Poll(PollOutcome.TimedOut));
        using var wrong = await served.Client.GetAsync("/targets?show=brokn");

        Assert.Equal(["a refused"], await TableAsync(served, "/targets?show=refused"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.StartsWith("show is broken, or a verdict: misconfigured, ", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_narrows_the_list_narrows_its_other_pages_too()
    {
        await using var served = await ServedStore.StartAsync();
        for (var i = 0; i < 1100; i++) served.Filled.Add($"r{i:0000}", ["if_mib"], new Label("site", i % 2 == 0 ? "a&b" : "c"));

        var first = await served.Client.GetStringAsync("/targets?site=a%26b&find=r");

        Assert.Contains("href=\"/targets?site=a%26b&amp;find=r&amp;page=2\"", first, StringComparison.Ordinal);
        Assert.Contains("href=\"/targets?site=a%26b&amp;find=r&amp;show=broken\"", first, StringComparison.Ordinal);
        Assert.Contains("href=\"/api/v1/targets?site=a%26b\"", first, StringComparison.Ordinal);
        Assert.Equal(50, (await TableAsync(served, "/targets?site=a%26b&find=r&page=2")).Count);
    }

    [Fact]
    public async Task What_a_name_or_a_label_says_is_text_and_nothing_else()
    {
        await using var served = await ServedStore.StartAsync();
        served.Filled.Add("<script>\"&'", ["<b>"], new Label("site", "\"><img src=x>")).History.Add(Poll(PollOutcome.TimedOut));

        using var response = await served.Client.GetAsync("/targets");
        var list = await response.Content.ReadAsStringAsync();
        var one = await served.Client.GetStringAsync("/targets/" + Uri.EscapeDataString("<script>\"&'"));

        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'", string.Join(";", response.Headers.GetValues("Content-Security-Policy")));
        Assert.All([list, one], page =>
        {
            Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_target_shows_its_polls_and_a_stream_its_subscriptions()
    {
        await using var served = await ServedStore.StartAsync();
        var polled = served.Filled.Add("tcp://192.0.2.1:161", ["if_mib", "bgp"]);
        polled.History.Add(Poll(PollOutcome.Partial) with { Modules = default(ModuleEnds).With(0, WalkEnd.Complete).With(1, WalkEnd.Timeout), RoundTrip = TimeSpan.FromMilliseconds(5) });
        polled.History.Learn(new TargetConduct { NextDueUnixMs = 1_700_000_060_000, NextQuestionUnixMs = 1_700_000_060_000, ReplyOctets = 1472, MostInFlight = 2, ObjectsRead = 30, ObjectsCarried = 12 });
        served.Filled.AddStream("edge1", ["ifc"]).Subscriptions[0].CountResponse(1_700_000_000_000_000_000);

        var page = await served.Client.GetStringAsync("/targets/tcp%3A%2F%2F192.0.2.1%3A161");
        Assert.Contains("bgp: timeout", page, StringComparison.Ordinal);
        Assert.Contains("30 read in the last poll, 12 taken over", page, StringComparison.Ordinal);
        Assert.Contains("2023-11-14T22:14:20Z", page, StringComparison.Ordinal);
        Assert.Contains("<td>ifc</td>", await served.Client.GetStringAsync("/targets/edge1"), StringComparison.Ordinal);
        using var unknown = await served.Client.GetAsync("/targets/nobody");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static PollRecord Poll(PollOutcome outcome) => new() { StartedUnixMs = 1_700_000_000_000, Duration = TimeSpan.FromMilliseconds(100), Outcome = outcome };

    /// <summary>The rows of the page's table: target and verdict.</summary>
    private static async Task<IReadOnlyList<string>> TableAsync(ServedStore served, string path)
    {
        var html = await served.Client.GetStringAsync(path);
        var table = html[html.IndexOf("<table>", StringComparison.Ordinal)..(html.IndexOf("</table>", StringComparison.Ordinal) + "</table>".Length)];
        return [.. XElement.Parse(table).Elements("tr").Skip(1).Select(row => string.Join(' ', row.Elements().Take(2).Select(cell => cell.Value)))];
    }
}
