using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Messages.V3;
using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;

namespace Collector.Fuzz.Targets;

/// <summary>A user and its keys at one engine, and what that engine says to it.</summary>
internal sealed class KnownUser(UsmUser user, LocalizedKeys keys)
{
    private const int Id = 0x123456;

    public static byte[] EngineId { get; } = [0x80, 0x00, 0x7E, 0xD9, 0x05, 1, 2, 3, 4];

    public static byte[] Name { get; } = Oid.Parse("1.3.6.1.2.1.31.1.1.1.6.7").Encoded.ToArray();

    public UsmUser User => user;

    public SnmpSecurityLevel Level => user.Level;

    public UserKeys Keys { get; } = new(user, keys);

    /// <summary>What the engine answers to somebody who does not know its id.</summary>
    public byte[] Discovery => Write(MessageFlags.None, new PduHeader(PduType.Report, Id), "1.3.6.1.6.3.15.1.1.4.0");

    /// <summary>A response, a report of a wrong clock as it is signed, and one that is not.</summary>
    public IEnumerable<byte[]> Samples()
    {
        var signed = Level == SnmpSecurityLevel.NoAuthNoPriv ? MessageFlags.None : MessageFlags.Authenticated;
        yield return Write(Level == SnmpSecurityLevel.AuthPriv ? signed | MessageFlags.Encrypted : signed, PduHeader.Response(Id), "1.3.6.1.2.1.31.1.1.1.6.7");
        yield return Write(signed, new PduHeader(PduType.Report, Id), "1.3.6.1.6.3.15.1.1.2.0");
        yield return Discovery;
    }

    private byte[] Write(MessageFlags flags, PduHeader header, string name)
    {
        var (isSigned, isEncrypted) = (flags.HasFlag(MessageFlags.Authenticated), flags.HasFlag(MessageFlags.Encrypted));
        var v3 = new V3Header
        {
            Id = Id, MaxSize = 65507, Flags = flags, EngineId = EngineId, Boots = 7, Time = 100_000, UserName = "noc"u8, TagSize = isSigned ? Keys.TagSize : 0,
            SaltSize = isEncrypted ? UsmCipher.SaltSize : 0, PaddedTo = isEncrypted ? Keys.PaddedTo : 1, ContextEngineId = EngineId, ContextName = default,
        };
        var buffer = new byte[1472];
        var reserve = V3Envelope.Reserve(v3);
        var pdu = new PduWriter(buffer.AsSpan(reserve), header);
        pdu.TryAddUnsigned(Oid.Parse(name).Encoded, SmiType.Counter64, ulong.MaxValue);
        if (!pdu.TryComplete(out var length, out _) || !V3Envelope.TryWrap(buffer, v3, reserve, length, out var layout)) throw new InvalidOperationException("The sample does not fit.");
        if (isEncrypted) Keys.Encrypt(buffer.AsSpan(layout.DataAt, layout.Length - layout.DataAt), v3.Boots, v3.Time, 1, buffer.AsSpan(layout.SaltAt, v3.SaltSize));
        if (isSigned) Keys.Sign(buffer.AsSpan(0, layout.Length), layout.TagAt);
        return buffer[..layout.Length];
    }
}
