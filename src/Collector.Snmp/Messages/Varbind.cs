namespace Collector.Snmp.Messages;

/// <summary>One name and its value, as they lie in the datagram (RFC 3416 section 3).</summary>
public readonly ref struct Varbind(ReadOnlySpan<byte> name, SnmpValue value)
{
    /// <summary>
    /// The content octets of the name, 1 to 640. Their inside was not checked, so that reading stays cheap: comparing is
    /// safe, but whoever keeps or prints a name asks <see cref="Ber.Oid.IsValid"/> first.
    /// </summary>
    public ReadOnlySpan<byte> Name { get; } = name;

    public SnmpValue Value { get; } = value;
}
