using Collector.Pipeline.Patterns;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Profiles;

/// <summary>One entry of a profile's <c>match</c>: which devices it is for. What is not said is true of every device.</summary>
public sealed record ProfileMatch
{
    /// <summary>The device's sysObjectID is this or lies below it. Empty: any.</summary>
    public Oid SysObjectId { get; init; }

    /// <summary>Found anywhere in the device's sysDescr. Null: any.</summary>
    public Re2Pattern? SysDescr { get; init; }

    /// <summary>How much this says of a device: a longer OID more than a shorter one, an OID more than a description.</summary>
    public int Precision => 2 * SysObjectId.Encoded.Length + (SysDescr is null ? 0 : 1);

    public bool Matches(Oid sysObjectId, string sysDescr) => SysObjectId.IsPrefixOf(sysObjectId) && SysDescr?.IsMatch(sysDescr) != false;
}
