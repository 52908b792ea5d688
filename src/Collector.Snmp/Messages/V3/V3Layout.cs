namespace Collector.Snmp.Messages.V3;

/// <summary>Where the parts of a written message stand that are filled in afterwards: first the salt and the encrypted octets, then the signature over all.</summary>
/// <param name="Length">Octets of the message.</param>
/// <param name="TagAt">The authentication parameters' content.</param>
/// <param name="SaltAt">The privacy parameters' content.</param>
/// <param name="DataAt">The scoped PDU, padded; it goes to the message's end.</param>
internal readonly record struct V3Layout(int Length, int TagAt, int SaltAt, int DataAt);
