namespace Collector.Export.RemoteWrite.Metadata;

/// <summary>The unit of a family: the end of its name, where that is one of the units that OpenMetrics has names end with.</summary>
internal static class FamilyUnit
{
    private static readonly Dictionary<string, byte[]> Units = new[] { "seconds", "bytes", "ratio", "celsius", "meters", "volts", "amperes", "watts", "joules", "hertz", "grams" }
        .ToDictionary(unit => unit, System.Text.Encoding.ASCII.GetBytes, StringComparer.Ordinal);

    public static byte[] Of(string name)
    {
        var stem = name.EndsWith("_total", StringComparison.Ordinal) ? name[..^"_total".Length] : name;
        return Units.GetValueOrDefault(stem[(stem.LastIndexOf('_') + 1)..]) ?? [];
    }
}
