using System.Diagnostics;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Testing;
using static Collector.Testing.FilledStore;

namespace Collector.Export.Tests.Exposition;

public sealed class PromtoolTests
{
    [Fact]
    public async Task Promtool_complains_of_nothing_on_a_whole_page()
    {
        var store = new FilledStore();
        var series = store.Add("192.0.2.1", ["m"], new Label("site", "ams\"1\"\\"));
        series.History.Add(new PollRecord { StartedUnixMs = 0, Duration = TimeSpan.FromSeconds(1), Outcome = PollOutcome.Answered, RoundTrip = TimeSpan.FromMilliseconds(3) });
        store.Publish(series, 0, Module("m", 0, Counter("device_errors_total"), Gauge("device_temperature_celsius")), ("i=\"1\"", [1UL, 21.5]));
        using var pages = new Pages(store.Store);
        _ = new ProcessMetrics(pages.Meter);
        await pages.WriteAsync();

        Assert.Equal("", await CheckAsync(await pages.WriteAsync()));
    }

    private static async Task<string> CheckAsync(string page)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", "check metrics")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await promtool.StandardInput.WriteAsync(page);
        promtool.StandardInput.Close();
        var complaints = await promtool.StandardOutput.ReadToEndAsync() + await promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        return complaints + (promtool.ExitCode == 0 ? "" : $"exit code {promtool.ExitCode}");
    }
}
