using System.Diagnostics;

namespace Collector.Daemon.Tests.Architecture;

/// <summary>Holds invariant 1, what happens for every varbind and every series allocates nothing, and that it does not become slow unnoticed.</summary>
/// <remarks>
/// The gates are the benchmarks' own, in a Release build: a Debug build has objects where a Release build has none. Who runs the tests makes that build before any test
/// runs, because a compiler beside them would slow down all others: <c>dotnet test</c> of this project does, and tests/run.sh.
/// </remarks>
public sealed class HotPathTests
{
    private static readonly string Program = Path.Combine(Repository.Root, "benchmarks", "Collector.Benchmarks", "bin", "Release", "net10.0", "Collector.Benchmarks.dll");

    [Fact]
    public async Task No_hot_path_allocates()
    {
        var (code, output) = await RunAsync("gate");

        Assert.True(code == 0, output);
        Assert.Contains("hot paths, 0 allocate", output, StringComparison.Ordinal);
    }

    /// <summary>Compared with a loop that runs in turns with it, so neither the machine nor who else is busy on it matters: see benchmarks/README.md.</summary>
    [Fact]
    public async Task No_hot_path_is_twice_as_slow_as_recorded()
    {
        var (code, output) = await RunAsync("speed");

        Assert.True(code == 0, output);
        Assert.Contains("hot paths, 0 more than twice", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> RunAsync(string gate)
    {
        Assert.True(File.Exists(Program), "No Release build of the benchmarks: dotnet build -c Release benchmarks/Collector.Benchmarks");
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = Repository.Root };
        start.ArgumentList.Add(Program);
        start.ArgumentList.Add(gate);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
