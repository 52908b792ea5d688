using System.Text;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Testing;

/// <summary>A name and a value as a test wants an agent to send them; the value's content octets may be as wrong as the test likes.</summary>
public sealed record AgentVarbind(Oid Name, SmiType Type, byte[] Content)
{
    public static AgentVarbind Counter64(string name, ulong value) => Unsigned(name, SmiType.Counter64, value);

    public static AgentVarbind Counter32(string name, uint value) => Unsigned(name, SmiType.Counter32, value);

    public static AgentVarbind Gauge32(string name, uint value) => Unsigned(name, SmiType.Gauge32, value);

    public static AgentVarbind TimeTicks(string name, uint value) => Unsigned(name, SmiType.TimeTicks, value);

    public static AgentVarbind Integer(string name, long value)
    {
        var content = new byte[BerInteger.MaxSize];
        return new AgentVarbind(Oid.Parse(name), SmiType.Integer32, content[..BerInteger.WriteSigned(content, value)]);
    }

    public static AgentVarbind Text(string name, string text) => Octets(name, Encoding.UTF8.GetBytes(text));

    public static AgentVarbind Octets(string name, params byte[] octets) => new(Oid.Parse(name), SmiType.OctetString, octets);

    public static AgentVarbind ObjectId(string name, string value) => new(Oid.Parse(name), SmiType.ObjectIdentifier, Oid.Parse(value).Encoded.ToArray());

    public static AgentVarbind IpAddress(string name, params byte[] octets) => new(Oid.Parse(name), SmiType.IpAddress, octets);

    /// <summary>noSuchObject, noSuchInstance or endOfMibView (RFC 3416 section 3).</summary>
    public static AgentVarbind Exception(Oid name, SmiType type) => new(name, type, []);

    private static AgentVarbind Unsigned(string name, SmiType type, ulong value)
    {
        var content = new byte[BerInteger.MaxSize];
        return new AgentVarbind(Oid.Parse(name), type, content[..BerInteger.WriteUnsigned(content, value)]);
    }
}
