using System.Text;
using System.Text.RegularExpressions;
using Collector.Daemon.Endpoints.Explaining;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Ber;
using Collector.Snmp.Explaining;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Daemon.Tests.Commands;

/// <summary>The example in docs/explain.md is what a poll of the device in it comes to, but for names, addresses and times.</summary>
public sealed partial class ExplanationDocsTests
{
    private static readonly string Page = Docs.Read("explain.md");

    [Fact]
    public async Task The_text_of_the_example_is_what_walk_explain_prints() => Assert.Equal(Block("text"), ExplanationText.Of(await ExampleAsync("127.40.1.2")).TrimEnd());

    [Fact]
    public async Task The_JSON_of_the_example_is_what_the_endpoint_answers() => Assert.Equal(Block("json"), Encoding.UTF8.GetString(ExplanationJson.Of(await ExampleAsync("127.40.1.4"))));

    private static async Task<PollExplanation> ExampleAsync(string agentAt)
    {
        using var folder = new TemporaryFolder();
        var problems = new ConfigurationProblems();
        var modules = SnmpModulesLoader.Load([folder.Write("snmp.yml", Block("yaml"))], problems);
        Assert.False(problems.HasErrors, problems.ToString());
        var chosen = new SnmpModules(modules.Modules.Values.Where(module => module.Name is "ports" or "ports_alias"), modules.Auths.Values);
        using var agent = FakeAgent.Serving(agentAt, new FakeMib(
            AgentVarbind.Text("1.3.6.1.2.1.31.1.1.1.1.1", "xe-0/0/1"),
            AgentVarbind.Counter64("1.3.6.1.2.1.31.1.1.1.6.1", 144212436468268),
            AgentVarbind.Counter64("1.3.6.1.2.1.31.1.1.1.6.2", 7),
            AgentVarbind.Gauge32("1.3.6.1.2.1.31.1.1.1.15.1", 10000),
            AgentVarbind.Text("1.3.6.1.2.1.31.1.1.1.15.2", "auto"),
            AgentVarbind.Text("1.3.6.1.2.1.31.1.1.1.18.1", "to ams2"),
            AgentVarbind.Text("1.3.6.1.2.1.31.1.1.1.18.2", "spare"),
            AgentVarbind.Integer("1.3.6.1.2.1.47.1.1.1.1.4.1", 0)));
        await using var polling = PollingFixture.Start(chosen);
        var poll = await new Explainer(polling.Engine).ExplainAsync(PollingFixture.Target(agent.Endpoint.ToString(), "ports"), chosen, Oid.Parse("1.3.6.1.2.1.31.1.1.1.18"), false, default);
        var module = Assert.Single(poll.Modules);
        var steps = module.Steps.Select(step => step with { DurationSeconds = 0.0042, SlowestReplySeconds = 0.0042 });
        return poll with
        {
            Instance = "core1.example.net", Address = "core1.example.net", Endpoint = "192.0.2.1:161",
            Started = DateTime.UnixEpoch.AddSeconds(1_790_000_000), DurationSeconds = 0.0047, Modules = [module with { Steps = [.. steps] }],
        };
    }

    private static string Block(string language) =>
        Fenced().Matches(Page).First(match => match.Groups["language"].Value == language).Groups["block"].Value.TrimEnd();

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<block>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fenced();
}
