using System.Diagnostics;
using System.Net;

namespace Collector.Simulator.Tests;

/// <summary>Runs net-snmp's command line tools, which share no code with us. They come with the Debian package <c>snmp</c>.</summary>
internal static class NetSnmp
{
    /// <summary>The lines that a tool printed, names as numbers; standard error follows standard output.</summary>
    public static Task<(int ExitCode, string[] Lines)> Run(string tool, string version, IPEndPoint device, params string[] arguments) =>
        RunAs(tool, ["-v", version, "-c", "public"], device, arguments);

    /// <summary>The same as an SNMPv3 user, whose options are those of the tool.</summary>
    public static Task<(int ExitCode, string[] Lines)> RunVersion3(string tool, string user, IPEndPoint device, params string[] arguments) =>
        RunAs(tool, ["-v3", .. user.Split(' ')], device, arguments);

    private static async Task<(int ExitCode, string[] Lines)> RunAs(string tool, string[] who, IPEndPoint device, string[] arguments)
    {
        var start = new ProcessStartInfo(tool) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // No retries and a long patience: a missing answer shows as an error, not as a slow test.
        foreach (var argument in (string[])[.. who, "-On", "-Oe", "-r", "0", "-t", "20", "-m", "", .. arguments])
            start.ArgumentList.Add(argument.Replace("DEVICE", device.ToString(), StringComparison.Ordinal));
        start.Environment["SNMPCONFPATH"] = "/nonexistent";
        start.Environment["SNMP_PERSISTENT_DIR"] = Path.Combine(Path.GetTempPath(), "collector-net-snmp");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output + await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
