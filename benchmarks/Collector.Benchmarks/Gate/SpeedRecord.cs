using System.Globalization;

namespace Collector.Benchmarks.Gate;

/// <summary>What hot paths cost when they were last recorded, as multiples of their references: a line each, name and ratio.</summary>
internal sealed class SpeedRecord
{
    private const string FileName = "Gate/speeds.txt";

    private readonly Dictionary<string, double> _ratios;

    private SpeedRecord(Dictionary<string, double> ratios) => _ratios = ratios;

    /// <summary>The file that was built with this program.</summary>
    public static SpeedRecord Read() => new(File.ReadLines(Path.Combine(AppContext.BaseDirectory, FileName))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture), StringComparer.Ordinal));

    public static void Write(string path, IEnumerable<(string Name, double Ratio)> measured) => File.WriteAllLines(
        path,
        ((string[])
        [
            "# What one invocation of a hot path costs, as a multiple of its reference loop (ReferenceLoop): machines differ less in that than in nanoseconds.",
            "# The tests fail when one takes more than twice as long. A new hot path, or one that may take longer from now on, on a machine that does nothing else:",
            "#     dotnet run -c Release --project benchmarks/Collector.Benchmarks -- speed renew benchmarks/Collector.Benchmarks/Gate/speeds.txt",
        ]).Concat(measured.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Name} {one.Ratio:G3}"))));

    /// <summary>Null for one that nobody has recorded.</summary>
    public double? RatioOf(string name) => _ratios.TryGetValue(name, out var ratio) ? ratio : null;
}
