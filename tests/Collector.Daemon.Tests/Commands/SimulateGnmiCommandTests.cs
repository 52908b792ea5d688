using System.CommandLine;
using System.Text.Json;
using Collector.Daemon.Commands;
using Collector.Gnmi.Protocol;
using Collector.Simulator.Gnmi;
using Collector.Testing;

namespace Collector.Daemon.Tests.Commands;

public class SimulateGnmiCommandTests
{
    [Fact]
    public async Task It_says_where_it_listens_writes_its_authority_and_ends_with_its_counters()
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();
        using var stop = new CancellationTokenSource();
        await using var served = new SeenLine(output, "Ctrl-C");
        var arguments = new[] { "gnmi", "--devices", "3", "--port", "0", "--base", "127.9.4.1", "--ca-file", folder["ca.pem"] };
        var running = SimulateCommand.Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = served, Error = TextWriter.Null }, stop.Token);
        await served.Seen.WaitAsync(Patience.Limit);
        Assert.Contains("127.9.4.3:", output.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", await File.ReadAllTextAsync(folder["ca.pem"]), StringComparison.Ordinal);
        await stop.CancelAsync();
        Assert.Equal(0, await running);
        Assert.Equal(0, JsonDocument.Parse(output.ToString().TrimEnd().Split('\n')[^1]).RootElement.GetProperty("subscribes").GetInt64());
    }

    [Fact]
    public void Natures_and_encodings_are_words_of_the_command_line()
    {
        var options = Read("--nature", "no-sync=0.1", "--nature", "time-in-seconds=0.25", "--encodings", "proto,json_ietf", "--granularity", "tree");
        Assert.Equal([new(GnmiNature.NoSync, 0.1), new(GnmiNature.TimeInSeconds, 0.25)], options.Natures);
        Assert.Equal([Encoding.Proto, Encoding.JsonIetf], options.Encodings);
        Assert.Equal(GnmiGranularity.Tree, options.Granularity);
    }

    [Theory]
    [InlineData("--nature", "no-sync")]
    [InlineData("--nature", "rude=1")]
    [InlineData("--encodings", "xml")]
    public void Words_that_mean_nothing_are_named(string option, string value)
    {
        var command = new Command("gnmi");
        foreach (var known in new SimulateGnmiOptions().All) command.Options.Add(known);
        Assert.Contains(command.Parse([option, value]).Errors, error => error.Message.Contains($"'{value}'", StringComparison.Ordinal));
    }

    private static GnmiFleetOptions Read(params string[] arguments)
    {
        var options = new SimulateGnmiOptions();
        var command = new Command("gnmi");
        foreach (var option in options.All) command.Options.Add(option);
        var result = command.Parse(arguments);
        Assert.Empty(result.Errors);
        return options.Read(result);
    }
}
