using Collector.Snmp.Ber;
using Collector.Snmp.Explaining;
using Collector.Snmp.Modules;
using Collector.Testing;
using static Collector.Snmp.Tests.Mapping.Modules;

namespace Collector.Snmp.Tests.Explaining;

/// <summary>What dynamic filters let pass, and what they are the reason of.</summary>
public sealed class FilterWordsTests
{
    private static readonly FakeMib Mib = new(
        AgentVarbind.Gauge32($"{Root}.1.1", 10), AgentVarbind.Gauge32($"{Root}.1.2", 20), AgentVarbind.Gauge32($"{Root}.1.3", 30),
        AgentVarbind.Text($"{Root}.5.1", "up"), AgentVarbind.Text($"{Root}.5.2", "down"), AgentVarbind.Text($"{Root}.5.3", "up"));

    private static SnmpModuleOptions Filtered(string value) => Options(Metric("m", $"{Root}.1", SnmpMetricType.Gauge, [Index("i")])) with
    {
        Walk = [Oid.Parse($"{Root}.1")],
        Filters = [new FilterOptions { Oid = Oid.Parse($"{Root}.5"), Targets = [Oid.Parse($"{Root}.1")], Values = [value] }],
    };

    [Fact]
    public async Task A_filter_says_which_rows_passed_and_what_was_asked_instead()
    {
        var module = await Explained.ModuleAsync("127.39.5.2", Mib, Filtered("^up$"));

        var filter = Assert.Single(module.Filters);
        Assert.Equal(($"{Root}.5", 3, 2), (filter.Oid, filter.Rows, filter.Passed));
        Assert.Equal(["^up$"], filter.Values);
        Assert.Equal(($"{Root}.5.1", $"{Root}.5.2", "down"), (filter.ExamplePassed!.Oid, filter.ExampleExcluded!.Oid, filter.ExampleExcluded.Value));
        Assert.Equal(["filter", "get", "walk"], module.Steps.Select(step => step.Kind));
        Assert.Equal((2, 1), (module.Steps[1].Instances, module.Steps[1].Requests));
        Assert.Equal((0, $"the rows that passed the filter on {Root}.5 were asked for instead"), (module.Steps[2].Requests, module.Steps[2].Why));
        Assert.Equal((MetricState.Shown, 2, 2), (module.Metric("m").State, module.Metric("m").Instances, module.Metric("m").Series));
        Assert.Equal(0, module.UnwantedInstances);
        Assert.Equal($"The filter on {Root}.5 let 2 of 3 rows of {Root}.1 pass; not, for one, {Root}.5.2 = down.", Assert.Single(module.Findings));
    }

    [Fact]
    public async Task A_metric_of_which_no_row_passed_is_filtered_out()
    {
        var module = await Explained.ModuleAsync("127.39.5.4", Mib, Filtered("lowerLayerDown"));

        Assert.Equal((MetricState.FilteredOut, $"the filter on {Root}.5 let no row pass"), (module.Metric("m").State, module.Metric("m").Why));
    }

    [Fact]
    public async Task A_row_that_was_excluded_has_that_for_an_answer()
    {
        var module = await Explained.ModuleAsync("127.39.5.6", Mib, Filtered("^up$"), $"{Root}.1.2");

        Assert.Equal($"The filter does not let the row pass: {Root}.5.2 = down", module.About!.Answer);
    }

    [Fact]
    public async Task A_filter_that_cannot_be_read_has_no_effect_and_says_so()
    {
        using var agent = new FakeAgent("127.39.5.8", request =>
            [request.Names[0].ToString().StartsWith($"{Root}.5", StringComparison.Ordinal) ? request.Error(Snmp.Messages.ErrorStatus.GenErr) : Mib.Answer(request)]);

        var module = Assert.Single((await Explained.PollAsync(agent, Filtered("^up$"))).Modules);

        Assert.Equal("it has no effect: the agent answered genErr before the first varbind", Assert.Single(module.Filters).Why);
        Assert.Equal(3, module.Metric("m").Series);
    }
}
