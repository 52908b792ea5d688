using System.Security.Cryptography;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Messages.V3;
using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;
using Oid = Collector.Snmp.Ber.Oid;

namespace Collector.Snmp.Tests.Security.Usm;

/// <summary>An agent's engine that says what a test wants. Signs and encrypts with the library's one-shot calls, so that ours are checked by others.</summary>
internal sealed class ScriptedEngine(UsmUser user, byte[] engineId)
{
    private readonly LocalizedKeys _keys = LocalizedKeys.Localizer(user)(engineId);

    public byte[] Id => engineId;

    public int Boots { get; set; } = 7;

    public int Time { get; set; } = 100_000;

    /// <summary>The answer to a discovery.</summary>
    public byte[] Discovered(int id) => Report(id, 4, SnmpSecurityLevel.NoAuthNoPriv);

    /// <param name="id">Of the request.</param>
    /// <param name="usmStat">The counter that the report carries.</param>
    /// <param name="level">How it is protected.</param>
    public byte[] Report(int id, int usmStat, SnmpSecurityLevel level) =>
        Write(id, new PduHeader(PduType.Report, id), level, (Oid.Parse($"1.3.6.1.6.3.15.1.1.{usmStat}.0"), 1));

    public byte[] Response(int id, SnmpSecurityLevel? level = null, int? requestId = null, string context = "", int? tagSize = null) =>
        Write(id, PduHeader.Response(requestId ?? id), level ?? user.Level, (Oid.Parse("1.3.6.1.2.1.1.3.0"), 4711), context, tagSize);

    /// <summary>Whether a request is signed and encrypted as it should be, and what boots and time it has.</summary>
    public (bool IsRight, int Boots, int Time, int RequestId) Read(byte[] request)
    {
        if (V3Message.TryRead(request, out var message) != DecodeStatus.Ok || !message.Usm.EngineId.SequenceEqual(engineId)) return default;
        if (user.Level != SnmpSecurityLevel.NoAuthNoPriv)
        {
            var zeroed = request.ToArray();
            zeroed.AsSpan(message.AuthenticationAt, message.Usm.Authentication.Length).Clear();
            if (!message.Usm.Authentication.SequenceEqual(Hash(zeroed).AsSpan(0, message.Usm.Authentication.Length))) return default;
        }

        var data = message.IsEncrypted ? Decrypt(message) : message.Data.ToArray();
        if (ScopedPdu.TryRead(data, out var scoped) != DecodeStatus.Ok || PduReader.TryRead(scoped.Pdu, out var pdu) != DecodeStatus.Ok) return default;
        return (message.IsEncrypted == (user.Level == SnmpSecurityLevel.AuthPriv), message.Usm.Boots, message.Usm.Time, pdu.RequestId);
    }

    private byte[] Write(int id, PduHeader pdu, SnmpSecurityLevel level, (Oid Name, uint Value) varbind, string context = "", int? tagSize = null)
    {
        var isSigned = level != SnmpSecurityLevel.NoAuthNoPriv;
        var isEncrypted = level == SnmpSecurityLevel.AuthPriv;
        var header = new V3Header
        {
            Id = id, MaxSize = 65_507, EngineId = engineId, Boots = Boots, Time = Time, UserName = System.Text.Encoding.UTF8.GetBytes(user.Name),
            Flags = (isSigned ? MessageFlags.Authenticated : 0) | (isEncrypted ? MessageFlags.Encrypted : 0),
            TagSize = isSigned ? tagSize ?? AuthProtocolSizes.TagSize(user.AuthProtocol) : 0, SaltSize = isEncrypted ? 8 : 0,
            PaddedTo = isEncrypted && user.PrivProtocol == SnmpPrivProtocol.Des ? 8 : 1, ContextEngineId = engineId,
            ContextName = System.Text.Encoding.UTF8.GetBytes(context),
        };
        var buffer = new byte[2000];
        var writer = new PduWriter(buffer.AsSpan(1000), pdu);
        Assert.True(writer.TryAddUnsigned(varbind.Name.Encoded, SmiType.TimeTicks, varbind.Value));
        Assert.True(writer.TryComplete(out var length, out _));
        Assert.True(V3Envelope.TryWrap(buffer, header, 1000, length, out var layout));
        var message = buffer[..layout.Length];
        if (isEncrypted)
        {
            RandomNumberGenerator.Fill(message.AsSpan(layout.SaltAt, 8));
            Crypt(message.AsSpan(layout.DataAt), message.AsSpan(layout.SaltAt, 8), Boots, Time, encrypt: true).CopyTo(message, layout.DataAt);
        }

        if (isSigned && Hash(message) is var hash) hash.AsSpan(0, Math.Min(header.TagSize, hash.Length)).CopyTo(message.AsSpan(layout.TagAt));
        return message;
    }

    private byte[] Decrypt(in V3Message message) => Crypt(message.Data, message.Usm.Privacy, message.Usm.Boots, message.Usm.Time, encrypt: false);

    private byte[] Hash(byte[] message) => user.AuthProtocol switch
    {
#pragma warning disable CA5350, CA5351
        SnmpAuthProtocol.Md5 => HMACMD5.HashData(_keys.Auth, message),
        SnmpAuthProtocol.Sha => HMACSHA1.HashData(_keys.Auth, message),
#pragma warning restore CA5350, CA5351
        SnmpAuthProtocol.Sha256 => HMACSHA256.HashData(_keys.Auth, message),
        SnmpAuthProtocol.Sha384 => HMACSHA384.HashData(_keys.Auth, message),
        SnmpAuthProtocol.Sha512 => HMACSHA512.HashData(_keys.Auth, message),
        _ => OwnHash(message), // the library has none; Sha224Tests has the vectors
    };

    private byte[] OwnHash(byte[] message)
    {
        using var hash = HashFunction.CreateKeyed(user.AuthProtocol, _keys.Auth);
        var result = new byte[hash.Size];
        hash.Append(message);
        hash.Finish(result);
        return result;
    }

    private byte[] Crypt(ReadOnlySpan<byte> data, ReadOnlySpan<byte> salt, int boots, int time, bool encrypt)
    {
        if (user.PrivProtocol == SnmpPrivProtocol.Des)
        {
#pragma warning disable CA5351
            using var des = DES.Create();
#pragma warning restore CA5351
            des.Key = _keys.Priv[..8];
            var vector = salt.ToArray().Zip(_keys.Priv[8..], (one, other) => (byte)(one ^ other)).ToArray();
            return encrypt ? des.EncryptCbc(data, vector, PaddingMode.None) : des.DecryptCbc(data, vector, PaddingMode.None);
        }

        using var aes = Aes.Create();
        aes.Key = _keys.Priv;
        var iv = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(iv, boots);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(iv.AsSpan(4), time);
        salt.CopyTo(iv.AsSpan(8));
        // The library wants whole blocks in this mode.
        var padded = new byte[(data.Length + 15) / 16 * 16];
        data.CopyTo(padded);
        return (encrypt ? aes.EncryptCfb(padded, iv, PaddingMode.None, 128) : aes.DecryptCfb(padded, iv, PaddingMode.None, 128))[..data.Length];
    }
}
