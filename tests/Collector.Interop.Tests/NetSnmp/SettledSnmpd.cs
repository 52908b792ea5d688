using System.Globalization;

namespace Collector.Interop.Tests.NetSnmp;

/// <summary>A snmpd that says it has been running for days, with a table of 60 rows that are always the same: one for each command that it was told to run.</summary>
public sealed class SettledSnmpd : RealSnmpd
{
    public const int Rows = 60;

    /// <summary>nsExtendOutput1Entry: what a command printed, how many lines, what it ended with.</summary>
    public const string Entry = "1.3.6.1.4.1.8072.1.3.2.3.1";

    /// <summary>snmpd would run the commands again every five seconds, and a row whose command cannot be run at that moment is away.</summary>
    private const int CacheSeconds = 86_400;

    protected override string More => "override .1.3.6.1.2.1.1.3.0 timeticks 100000000\n"
        + string.Concat(Enumerable.Range(1, Rows).Select(row => string.Create(CultureInfo.InvariantCulture, $"extend -cacheTime {CacheSeconds} port{row:00} /bin/echo to customer {row}\n")));
}
