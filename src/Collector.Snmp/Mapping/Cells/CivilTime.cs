namespace Collector.Snmp.Mapping.Cells;

/// <summary>Calendar to Unix time. Fields may be out of range and carry over, as devices and Go's time.Date have it: month 0 is December of the year before.</summary>
internal static class CivilTime
{
    private const long SecondsOfDay = 86_400;

    /// <summary>Seconds since 1970 of a time in UTC (proleptic Gregorian calendar, no leap seconds).</summary>
    public static long ToUnixSeconds(int year, int month, int day, int hour, int minute, int second) =>
        (DaysBefore(year, month) + day - 1) * SecondsOfDay + hour * 3600L + minute * 60L + second;

    /// <summary>Days from 1970-01-01 to the first of a month.</summary>
    private static long DaysBefore(int year, int month)
    {
        // Years begin in March, so that the leap day is the last one and months follow a pattern of 153 days for five.
        var months = year * 12L + month - 3;
        var (marchYear, marchMonth) = Math.DivRem(months, 12);
        if (marchMonth < 0) (marchYear, marchMonth) = (marchYear - 1, marchMonth + 12);
        var days = 365 * marchYear + FloorDivide(marchYear, 4) - FloorDivide(marchYear, 100) + FloorDivide(marchYear, 400) + (153 * marchMonth + 2) / 5;
        return days - 719_468; // from 0000-03-01 to 1970-01-01
    }

    private static long FloorDivide(long number, long divisor) => (number - (number % divisor + divisor) % divisor) / divisor;
}
