using System.Buffers;

namespace Collector.Daemon.Configuration;

/// <summary>Where the page of all series is served: snmp_exporter's <c>--web.telemetry-path</c>.</summary>
internal static class TelemetryPath
{
    public const string Default = "/metrics";

    private static readonly SearchValues<char> Special = SearchValues.Create("{}*?#% "); // to routing, or to URLs

    private static readonly string[] Taken = ["/", "/snmp", "/config", "/api", "/-", "/sd"];

    public static bool IsPossible(string path, out string reason)
    {
        reason = "";
        if (path.Length == 0) return true; // as if it were not given
        if (path[0] != '/' || path.AsSpan().ContainsAny(Special)) reason = $"\"{path}\" is not a path such as {Default}";
        else if (Taken.Any(taken => path == taken || (taken.Length > 1 && path.StartsWith(taken + "/", StringComparison.Ordinal)))) reason = $"{path} serves something else";
        return reason.Length == 0;
    }
}
