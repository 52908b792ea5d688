using Collector.Daemon.Tests.Reloading;
using Collector.Daemon.Wiring;

namespace Collector.Daemon.Tests.Secrets;

/// <summary>What a process says that dies with the canary in its memory.</summary>
public sealed class CanaryCrashTests
{
    private const int TooMany = 400_000;

    /// <summary>The heap ends while the configuration is being read, below everything that has secrets in hand: nobody is prepared for that, so what is thrown goes all the way up.</summary>
    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public async Task A_process_that_runs_out_of_memory_shows_it_nowhere(string command)
    {
        using var files = new CanaryFiles();
        files.Environment["DOTNET_GCHeapHardLimit"] = "2800000"; // hexadecimal: 40 MB
        files.Write("collector.yml", WithTooManyTargets(files));
        await using var collector = Start(files, command);

        Assert.NotEqual(0, await collector.ExitCodeAsync());

        Assert.Contains(collector.Lines, line => line.Contains("memory", StringComparison.OrdinalIgnoreCase));
        CanaryWords.AssertNowhereIn(collector.Lines, files.Key);
    }

    /// <summary>The same while it runs: whether it lives on or not, and whichever of its threads finds no memory first.</summary>
    [Fact]
    public async Task A_reload_that_runs_out_of_memory_shows_it_nowhere()
    {
        using var files = new CanaryFiles();
        files.Environment["DOTNET_GCHeapHardLimit"] = "4000000"; // hexadecimal: 64 MB
        await using var collector = Start(files, "run");
        await collector.WaitForAsync("  series ");
        files.Write("collector.yml", WithTooManyTargets(files));
        await collector.SignalAsync("HUP");

        await collector.WaitForAsync("emory"); // Out of memory. OutOfMemoryException. Insufficient memory …

        await collector.SignalAsync("KILL");
        await collector.ExitCodeAsync();
        CanaryWords.AssertNowhereIn(collector.Lines, files.Key);
    }

    /// <summary>Without a core dump, which has everything in it and belongs to nobody.</summary>
    private static CollectorProcess Start(CanaryFiles files, string command) =>
        CollectorProcess.StartProgram("prlimit", files.Folder, ["--core=0", "dotnet", typeof(CollectorHost).Assembly.Location, command, "--config", files["collector.yml"]], files.Environment);

    private static string WithTooManyTargets(CanaryFiles files) =>
        files.CollectorYml.Replace("\"127.77.0.1:1161\"", string.Join(", ", Enumerable.Range(0, TooMany).Select(number => $"r{number:000000}")), StringComparison.Ordinal);
}
