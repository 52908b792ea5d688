using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Tests.Ber;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Snmp.Tests.Messages;

/// <summary>A message of any version, PDU type and value types, as the round trips send it.</summary>
internal sealed record RandomMessage(SnmpVersion Version, byte[] Community, PduHeader Header, RandomMessage.SentVarbind[] Varbinds)
{
    // The v1 trap alone has another shape.
    private static readonly PduType[] PduTypes = [.. Enum.GetValues<PduType>().Except([PduType.TrapV1])];

    public static Gen<RandomMessage> Messages =>
        from version in Gen.Elements(SnmpVersion.V1, SnmpVersion.V2c)
        from community in Octets(0, 40)
        from type in Gen.Elements(PduTypes)
        from requestId in Int32
        from errorStatus in Int32
        from errorIndex in Int32
        from count in Gen.Frequency((6, Gen.Choose(0, 5)), (1, Gen.Choose(0, 100)))
        from varbinds in SentVarbind.Varbinds.ArrayOf(count)
        select new RandomMessage(version, community, new PduHeader(type, requestId, errorStatus, errorIndex), varbinds);

    private static Gen<int> Int32 =>
        Gen.OneOf(Gen.Choose(-200, 200), Gen.Choose(int.MinValue, int.MaxValue), Gen.Elements(int.MinValue, int.MaxValue, RequestIds.Min));

    public byte[] Write()
    {
        byte[] buffer = new byte[200_000];
        var writer = new CommunityMessageWriter(buffer, Version, Community, Header);
        foreach (SentVarbind varbind in Varbinds)
        {
            Assert.True(writer.TryAdd(varbind.Name.Encoded, varbind.Type, varbind.Content));
        }
        Assert.True(writer.TryComplete(out int length));
        return buffer[..length];
    }

    private static Gen<byte[]> Octets(int least, int most) =>
        from length in Gen.Choose(least, most)
        from octets in Gen.Choose(0, 255).ArrayOf(length)
        select octets.Select(octet => (byte)octet).ToArray();

    /// <summary>One name and the content octets of its value.</summary>
    internal sealed record SentVarbind(Oid Name, SmiType Type, byte[] Content)
    {
        public static Gen<SentVarbind> Varbinds =>
            from name in RandomOids.Oids
            from type in Gen.Elements(Enum.GetValues<SmiType>())
            from content in ContentOf(type)
            select new SentVarbind(name, type, content);

        public override string ToString() => $"{Name} {Type} {Convert.ToHexString(Content)}";

        private static Gen<byte[]> ContentOf(SmiType type) => type switch
        {
            SmiType.Null or SmiType.NoSuchObject or SmiType.NoSuchInstance or SmiType.EndOfMibView => Gen.Constant<byte[]>([]),
            SmiType.ObjectIdentifier => RandomOids.Oids.Select(oid => oid.Encoded.ToArray()),
            SmiType.IpAddress => Octets(4, 4),
            SmiType.NsapAddress => Octets(6, 21),
            SmiType.Opaque => Gen.OneOf(Octets(4, 4).Select(octets => (byte[])[0x9F, 0x78, 4, .. octets]), Octets(8, 8).Select(octets => (byte[])[0x9F, 0x79, 8, .. octets])),
            SmiType.OctetString => Gen.Frequency((4, Octets(0, 20)), (1, Octets(0, 700))),
            _ => Octets(1, 8),
        };
    }
}
