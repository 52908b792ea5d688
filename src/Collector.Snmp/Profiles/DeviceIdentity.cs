namespace Collector.Snmp.Profiles;

/// <summary>What a device says it is, as its `system` module has it: the vendor's OID for its kind, and a description in words.</summary>
/// <param name="SysObjectId">Dotted, without a leading dot; empty when the device does not say.</param>
/// <param name="SysDescr">As the device wrote it.</param>
public readonly record struct DeviceIdentity(string SysObjectId, string SysDescr);
