namespace Collector.Simulator.Tests;

/// <summary>The OIDs that the tests name.</summary>
internal static class Objects
{
    public const string System = "1.3.6.1.2.1.1";
    public const string SysUpTime = "1.3.6.1.2.1.1.3";
    public const string SysUpTimeInstance = "1.3.6.1.2.1.1.3.0";
    public const string SysName = "1.3.6.1.2.1.1.5.0";
    public const string IfNumber = "1.3.6.1.2.1.2.1.0";
    public const string IfEntry = "1.3.6.1.2.1.2.2.1";
    public const string IfIndex = "1.3.6.1.2.1.2.2.1.1";
    public const string IfDescr = "1.3.6.1.2.1.2.2.1.2";
    public const string IfInOctets = "1.3.6.1.2.1.2.2.1.10";
    public const string IfXEntry = "1.3.6.1.2.1.31.1.1.1";
    public const string IfName = "1.3.6.1.2.1.31.1.1.1.1";
    public const string IfHCInOctets = "1.3.6.1.2.1.31.1.1.1.6";
    public const string IfHCOutOctets = "1.3.6.1.2.1.31.1.1.1.10";
    public const string IfAlias = "1.3.6.1.2.1.31.1.1.1.18";
}
