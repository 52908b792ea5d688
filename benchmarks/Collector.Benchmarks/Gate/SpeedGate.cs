using System.Globalization;

namespace Collector.Benchmarks.Gate;

/// <summary>
/// Runs every benchmark with a <see cref="SpeedLimitAttribute"/> and tells which take more than twice as long as recorded, in units of a reference that
/// is measured in turns with it. Who is too slow gets two more attempts, after the others.
/// </summary>
internal static class SpeedGate
{
    private const double MostSlowdown = 2;
    private const int Attempts = 3;

    /// <summary>The exit code: 0 when none was too slow in all attempts.</summary>
    public static int Run(TextWriter output, double planted = 1)
    {
        var record = SpeedRecord.Read();
        var references = new ReferenceLoop();
        GatedBenchmark[] all = [.. GatedBenchmark.FindAll<SpeedLimitAttribute>()];
        var slow = all;
        for (var attempt = 1; attempt <= Attempts && slow.Length > 0; attempt++) slow = [.. slow.Where(one => IsSlow(one, record, references, planted, output))];
        output.WriteLine($"{all.Length} hot paths, {slow.Length} more than twice as slow as recorded");
        return slow.Length == 0 && all.Length > 0 ? 0 : 1;
    }

    /// <summary>Records what all of them take now: the median of three.</summary>
    public static int Renew(string path, TextWriter output)
    {
        var references = new ReferenceLoop();
        GatedBenchmark[] all = [.. GatedBenchmark.FindAll<SpeedLimitAttribute>()];
        var rounds = Enumerable.Range(0, Attempts).Select(_ => all.Select(one => one.Ratio(references)).ToArray()).ToArray();
        SpeedRecord.Write(path, all.Select((one, place) => (one.Name, rounds.Select(round => round[place]).Order().ElementAt(Attempts / 2))));
        output.WriteLine($"{all.Length} hot paths recorded");
        return 0;
    }

    private static bool IsSlow(GatedBenchmark benchmark, SpeedRecord record, ReferenceLoop references, double planted, TextWriter output)
    {
        var ratio = benchmark.Ratio(references, planted);
        var recorded = record.RatioOf(benchmark.Name);
        var isSlow = recorded is not { } limit || ratio > MostSlowdown * limit; // and one that nobody recorded is nobody's to judge
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{benchmark.Name,-60} {ratio,10:G4} of a reference, recorded {recorded,8:G3}{(isSlow ? "  SLOW" : "")}"));
        return isSlow;
    }
}
