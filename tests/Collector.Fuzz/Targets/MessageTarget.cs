using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Messages.V3;
using Collector.Snmp.Security;

namespace Collector.Fuzz.Targets;

/// <summary>Datagrams: messages of every version taken apart down to the values, as a lane does with what it receives.</summary>
internal sealed class MessageTarget : FuzzTarget
{
    private static readonly byte[] EngineId = [0x80, 0x00, 0x7E, 0xD9, 0x05, 1, 2, 3, 4];

    public override string Name => "message";

    public override IReadOnlyList<byte[]> Samples { get; } =
    [
        V3(MessageFlags.Reportable, 0, 0), V3(MessageFlags.Authenticated, 12, 0), V3(MessageFlags.Authenticated | MessageFlags.Encrypted, 24, 8), Community(SnmpVersion.V1), Community(SnmpVersion.V2c),
    ];

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        [0x30, 0x80], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x30, 0x84, 0, 0, 0, 1], [0x30, 0], [0x04, 0], [0x02, 0], [0x02, 1, 3], [0x02, 5, 0, 0xFF, 0xFF, 0xFF, 0xFF], [0x04, 1, 3], [0x04, 1, 2],
        [0x06, 0], [0x06, 1, 0x80], [0x05, 0], [0x80, 0], [0x82, 0], [0x44, 7, 0x9F, 0x78, 4, 0x7F, 0x80, 0, 0], [0x46, 9, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xA2, 0x82], [0xA8, 0],
    ];

    public override void Read(byte[] input)
    {
        if (IncomingMessage.TryRead(input, out var message) != DecodeStatus.Ok) return;
        var pdu = message.Pdu;
        if (message.Version == SnmpVersion.V3)
        {
            var v3 = message.V3;
            Must(v3.Id >= 0 && v3.MaxSize >= 0 && v3.Whole.Length <= input.Length, "numbers have the range that the standard gives them");
            Must(v3.AuthenticationAt >= 0 && v3.AuthenticationAt + v3.Usm.Authentication.Length <= v3.Whole.Length, "the signature lies within the message");
            Must(!v3.IsEncrypted || v3.IsAuthenticated, "what is encrypted is signed");
            if (v3.IsEncrypted || ScopedPdu.TryRead(v3.Data, out var scoped) != DecodeStatus.Ok || PduReader.TryRead(scoped.Pdu, out pdu) != DecodeStatus.Ok) return;
        }

        var values = default(ValueReader);
        PduReader.ReadVarbinds(pdu.VarbindList, ref values);
    }

    private static byte[] V3(MessageFlags flags, int tagSize, int saltSize)
    {
        var header = new V3Header
        {
            Id = 0x123456, MaxSize = 65507, Flags = flags, EngineId = EngineId, Boots = 7, Time = 1234567, UserName = "noc"u8,
            TagSize = tagSize, SaltSize = saltSize, PaddedTo = 8, ContextEngineId = EngineId, ContextName = "vrf-1"u8,
        };
        var buffer = new byte[4096];
        var reserve = V3Envelope.Reserve(header);
        var pdu = new PduWriter(buffer.AsSpan(reserve), PduHeader.Response(0x123456));
        pdu.TryAddUnsigned(Oid.Parse("1.3.6.1.2.1.31.1.1.1.6.7").Encoded, SmiType.Counter64, ulong.MaxValue);
        pdu.TryAdd(Oid.Parse("1.3.6.1.2.1.31.1.1.1.18.7").Encoded, SmiType.OctetString, "uplink"u8);
        Must(pdu.TryComplete(out var length, out _), "the sample fits");
        Must(V3Envelope.TryWrap(buffer, header, reserve, length, out var layout), "the sample fits");
        return buffer[..layout.Length];
    }

    private static byte[] Community(SnmpVersion version)
    {
        var buffer = new byte[4096];
        var writer = new CommunityMessageWriter(buffer, version, "public"u8, PduHeader.Response(0x123456));
        writer.TryAddSigned(Oid.Parse("1.3.6.1.2.1.2.2.1.8.7").Encoded, SmiType.Integer32, -1);
        writer.TryAdd(Oid.Parse("1.3.6.1.2.1.1.2.0").Encoded, SmiType.ObjectIdentifier, Oid.Parse("1.3.6.1.4.1.32473").Encoded);
        writer.TryAdd(Oid.Parse("1.3.6.1.4.1.2021.10.1.6.1").Encoded, SmiType.Opaque, [0x9F, 0x78, 4, 0x3F, 0x80, 0, 0]);
        Must(writer.TryComplete(out var length), "the sample fits");
        return buffer[..length];
    }

    /// <summary>Asks each value for everything that it could be.</summary>
    private readonly struct ValueReader : IVarbindHandler
    {
        public bool OnVarbind(in Varbind varbind)
        {
            if (Oid.TryFromEncoded(varbind.Name, out var name)) Must(name == Oid.Parse(name.ToString()), "a name that is an OID can be written and read");
            _ = varbind.Value.TryGetInt64(out _);
            _ = varbind.Value.TryGetUInt64(out _);
            _ = varbind.Value.TryGetOpaqueDouble(out _);
            return true;
        }
    }
}
