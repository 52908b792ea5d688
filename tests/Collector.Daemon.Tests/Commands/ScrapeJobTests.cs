using System.CommandLine;
using Collector.Daemon.Commands;
using Collector.Daemon.Tests.Configuration;

namespace Collector.Daemon.Tests.Commands;

public sealed class ScrapeJobTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("listen: 127.0.0.1:9200\ndefaults: { interval: 30s }", "scrape_interval: 15s", "targets: [ '127.0.0.1:9200' ]")]
    [InlineData("shards: 4", "4 targets, one a shard", "url: 'http://localhost:9116/sd'")]
    public void The_job_to_paste_honors_labels_and_says_why(string collectorYml, params string[] expected)
    {
        var (code, text) = Print(collectorYml);
        Assert.Equal(0, code);
        Assert.Contains("\n  honor_labels: true\n", text, StringComparison.Ordinal);
        Assert.Contains("exported_instance", text, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_configuration_with_errors_has_no_job()
    {
        var (code, text) = Print("shards: 0");
        Assert.Equal(1, code);
        Assert.DoesNotContain("job_name", text, StringComparison.Ordinal);
    }

    private (int Code, string Text) Print(string collectorYml)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var code = CheckCommand.Create().Parse(["--config", _folder.Write("collector.yml", collectorYml), "--print-prometheus"]).Invoke(new InvocationConfiguration { Output = output });
        return (code, output.ToString());
    }
}
