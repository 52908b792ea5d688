namespace Collector.Snmp.Modules;

/// <summary>What Prometheus accepts as the name of a metric.</summary>
internal static class MetricNames
{
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0])) return false;
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or ':')) return false;
        }

        return true;
    }
}
