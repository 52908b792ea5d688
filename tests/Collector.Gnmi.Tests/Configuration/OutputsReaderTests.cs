namespace Collector.Gnmi.Tests.Configuration;

public sealed class OutputsReaderTests : IDisposable
{
    private readonly GnmiYaml _yaml = new();

    public void Dispose() => _yaml.Dispose();

    [Fact]
    public void The_prometheus_output_names_series()
    {
        var mapping = _yaml.Read("outputs: { p: { type: prometheus, metric-prefix: gnmic, append-subscription-name: true, strings-as-labels: true, debug: true } }").Options.Mapping;

        Assert.Equal(("gnmic", true, true), (mapping.MetricPrefix, mapping.AppendSubscriptionName, mapping.StringsAsLabels));
        Assert.Empty(_yaml.Messages);
    }

    [Theory]
    [InlineData("type: prometheus, listen: ':9804'", "1:43: warning: listen is not supported: series are at /metrics of what listen in collector.yml says, which is port 9116 by default")]
    [InlineData("type: prometheus, path: /x", "1:41: warning: path is not supported: series are at /metrics of what listen in collector.yml says, which is port 9116 by default")]
    [InlineData("type: prometheus, export-timestamps: true", "1:54: warning: export-timestamps is not supported: metrics: { timestamps: true } in collector.yml gives samples on /metrics their time")]
    [InlineData("type: prometheus, override-timestamps: true", "1:56: warning: override-timestamps is not supported: a device's time counts unless it cannot be right")]
    [InlineData("type: prometheus, event-processors: [a]", "1:53: warning: event-processors is not supported: gnmi.mapping.rules in collector.yml drops leaves, sets types and gives text numbers; Prometheus and remote_write can relabel")]
    [InlineData("type: prometheus, metricprefix: a", "1:35: unknown key \"metricprefix\"; did you mean \"metric-prefix\"?")]
    [InlineData("type: prometheus_write, url: a", "1:15: warning: prometheus_write: names are taken from here; where series are sent is written as remote_write in collector.yml")]
    [InlineData("type: kafka, address: a", "1:23: warning: output p: \"kafka\" is not supported; series are on /metrics, and go where remote_write in collector.yml sends them")]
    [InlineData("address: a", "1:12: warning: output p: it has no type; series are on /metrics, and go where remote_write in collector.yml sends them")]
    public void What_has_no_counterpart_is_told_with_its_place(string output, string problem)
    {
        _yaml.Read($"outputs: {{ p: {{ {output} }} }}");

        Assert.Equal($"collector.yml:{problem}", Assert.Single(_yaml.Messages));
    }

    [Fact]
    public void An_expiration_is_a_warning_that_says_when_series_end()
    {
        _yaml.Read("outputs: { p: { type: prometheus, expiration: 60s } }");

        Assert.StartsWith("collector.yml:1:47: warning: expiration is not supported: a series ends when", Assert.Single(_yaml.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_ways_to_name_series_the_first_counts()
    {
        var mapping = _yaml.Read("outputs: { p: { type: prometheus, metric-prefix: a }, q: { type: prometheus, metric-prefix: b } }").Options.Mapping;

        Assert.Equal("a", mapping.MetricPrefix);
        Assert.Equal("collector.yml:1:55: warning: output q names series in another way than the first one, which counts", Assert.Single(_yaml.Messages));
    }

    [Fact]
    public void A_target_that_gnmic_sends_elsewhere_is_a_warning()
    {
        _yaml.Read("outputs: { p: { type: prometheus } }\nsubscriptions: { s: { paths: [/a], outputs: [p, k] } }\ntargets: { x: { outputs: [k] } }");

        Assert.Equal("collector.yml:3:26: warning: target x goes to no Prometheus output in gnmic; here it has series like any other", Assert.Single(_yaml.Messages));
    }
}
