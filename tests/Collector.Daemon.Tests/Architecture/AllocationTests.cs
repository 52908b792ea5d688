using System.Diagnostics;

namespace Collector.Daemon.Tests.Architecture;

/// <summary>Holds invariant 1: what happens for every varbind and every series allocates nothing.</summary>
public sealed class AllocationTests
{
    /// <summary>The gate is the benchmarks' own, and a Release build: a Debug build has objects where a Release build has none.</summary>
    [Fact]
    public async Task No_hot_path_allocates()
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = Repository.Root };
        foreach (var argument in "run -c Release --project benchmarks/Collector.Benchmarks -- gate".Split(' ')) start.ArgumentList.Add(argument);

        // A build server that stays behind would hold on to our standard output.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var gate = Process.Start(start)!;
        var output = await gate.StandardOutput.ReadToEndAsync();
        await gate.WaitForExitAsync();

        Assert.True(gate.ExitCode == 0, output);
        Assert.Contains("hot paths, 0 allocate", output, StringComparison.Ordinal);
    }
}
