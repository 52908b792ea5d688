using Collector.Daemon.Tests.Configuration;

namespace Collector.Daemon.Tests.Reloading;

/// <summary>What signals do to a daemon that runs as a process.</summary>
public sealed class SignalTests : IDisposable
{
    private const string Yaml = "listen: 127.0.0.1:0\nsnmp: { config_files: [snmp.yml], lanes: 1 }";

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SIGHUP_reloads_and_SIGTERM_ends_in_good_order()
    {
        await using var collector = CollectorProcess.Start("run", "--config", _folder.Write("collector.yml", Yaml));
        using var http = await collector.WaitForHttpAsync();

        await collector.SignalAsync("HUP");
        await collector.WaitForAsync("Reloaded ");

        _folder.Write("collector.yml", "nonsense: 1");
        await collector.SignalAsync("HUP");
        await collector.WaitForAsync("everything stays as it was: 1 errors");
        Assert.Contains("collector_config_last_reload_successful 0\n", await http.GetStringAsync("/metrics"), StringComparison.Ordinal);

        _folder.Write("collector.yml", Yaml);
        await collector.SignalAsync("HUP");
        await collector.WaitForAsync("Reloaded ", times: 2);

        await collector.SignalAsync("TERM");
        Assert.Equal(0, await collector.ExitCodeAsync());
    }

    [Fact]
    public async Task SIGHUP_during_the_start_does_not_end_it()
    {
        // A named pipe holds the start up where it reads its configuration, for as long as the test likes.
        var pipe = _folder["collector.yml"];
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [pipe])) await mkfifo.WaitForExitAsync();
        await using var collector = CollectorProcess.Start("run", "--config", pipe);
        await using (var writer = new StreamWriter(new FileStream(pipe, FileMode.Open, FileAccess.Write))) // opens when the other side reads
        {
            for (var i = 0; i < 5; i++) await collector.SignalAsync("HUP");
            File.Delete(pipe);
            _folder.Write("collector.yml", Yaml);
            await writer.WriteAsync(Yaml);
        }

        using var http = await collector.WaitForHttpAsync();
        await collector.WaitForAsync("Reloaded "); // asked for during the start, done after it
        Assert.Contains("Healthy", await http.GetStringAsync("/-/healthy"), StringComparison.Ordinal);
        await collector.SignalAsync("TERM");
        Assert.Equal(0, await collector.ExitCodeAsync());
    }
}
