using Collector.Export.Exposition.PerTarget;

namespace Collector.Export.Exposition;

/// <summary>The names that belong to the collector itself: a device module's family of such a name is left off the page and counted.</summary>
public static class OwnNames
{
    public const string Prefix = "collector_";

    private static readonly HashSet<string> Others = new(StringComparer.Ordinal)
    {
        "up", "process_cpu_seconds_total", "process_resident_memory_bytes", "process_start_time_seconds", "process_open_fds",
        "process_cpu_seconds", // what OpenMetrics announces for the first
    };

    private static readonly HashSet<string> OfGnmic = GnmicFamilies.All.Select(family => family.NameText).ToHashSet(StringComparer.Ordinal);

    public static bool IsReserved(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) || Others.Contains(name) || OfGnmic.Contains(name);
}
