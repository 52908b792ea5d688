using System.Globalization;

namespace Collector.LoadTest.Processes;

/// <summary>What a process cost since its start, as the kernel accounts it.</summary>
/// <param name="UserSeconds">CPU time in user mode, all threads.</param>
/// <param name="SystemSeconds">CPU time in the kernel.</param>
/// <param name="ResidentBytes">Memory it holds now (VmRSS).</param>
/// <param name="PeakResidentBytes">The most it ever held (VmHWM).</param>
internal readonly record struct ProcessUsage(double UserSeconds, double SystemSeconds, long ResidentBytes, long PeakResidentBytes)
{
    private const double TicksPerSecond = 100; // sysconf(_SC_CLK_TCK) on every Linux

    public double CpuSeconds => UserSeconds + SystemSeconds;

    public static ProcessUsage Read(int id)
    {
        // proc(5): the name in parentheses may hold anything, so count the fields after it: state is the third, utime the 14th.
        var stat = File.ReadAllText($"/proc/{id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var status = File.ReadAllLines($"/proc/{id}/status");
        return new ProcessUsage(
            Number(fields[14 - 3]) / TicksPerSecond, Number(fields[15 - 3]) / TicksPerSecond, Kilobytes(status, "VmRSS:"), Kilobytes(status, "VmHWM:"));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static long Kilobytes(string[] status, string field)
    {
        var line = status.First(line => line.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }
}
