using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Deploy;

/// <summary>promtool takes the rules and the example of a Prometheus configuration, and the rules do at the right times what their tests say.</summary>
public sealed class RuleFileTests
{
    [Fact]
    public async Task The_configuration_and_its_rules_are_valid() => await SucceedsAsync("check", "config", Docs.Path("deploy", "prometheus", "prometheus.yml"));

    [Fact]
    public async Task The_rules_do_what_their_tests_say() =>
        await SucceedsAsync(["test", "rules", .. Directory.EnumerateFiles(Docs.Path("deploy", "prometheus", "tests"), "*.yml")]);

    [Fact]
    public void Every_alert_has_a_test()
    {
        var tests = string.Concat(Directory.EnumerateFiles(Docs.Path("deploy", "prometheus", "tests"), "*.yml").Select(File.ReadAllText));
        Assert.NotEmpty(HastenedRules.AlertNames);
        Assert.All(HastenedRules.AlertNames, name => Assert.Contains($"alertname: {name}", tests, StringComparison.Ordinal));
    }

    [Fact]
    public void Whoever_is_woken_by_an_alert_finds_its_name_in_the_documentation()
    {
        var page = Docs.Read("troubleshooting.md");
        Assert.All(HastenedRules.AlertNames, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    private static async Task SucceedsAsync(params IEnumerable<string> arguments)
    {
        var (code, output, errors) = await PeerProcess.RunAsync("/usr/bin/promtool", arguments);
        Assert.True(code == 0, output + errors);
    }
}
