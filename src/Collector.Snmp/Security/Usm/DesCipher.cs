using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Collector.Snmp.Security.Usm;

/// <summary>DES in CBC mode (RFC 3414 section 8.1.1).</summary>
internal sealed class DesCipher : UsmCipher
{
    private const int Block = 8;

    private readonly ICryptoTransform _encryptor;
    private readonly ICryptoTransform _decryptor;
    private readonly byte[] _preVector;
    private readonly byte[] _chain = new byte[Block];

    public DesCipher(ReadOnlySpan<byte> key)
    {
        // Whoever chose DES for its agents has no better; the analyser's advice is theirs to take.
#pragma warning disable CA5351
        using var des = DES.Create();
#pragma warning restore CA5351
        des.Mode = CipherMode.ECB;
        des.Padding = PaddingMode.None;
        des.Key = key[..Block].ToArray();
        _encryptor = des.CreateEncryptor();
        _decryptor = des.CreateDecryptor();
        _preVector = key.Slice(Block, Block).ToArray();
    }

    public override int PaddedTo => Block;

    public override void Encrypt(Span<byte> data, int boots, int time, ulong counter, Span<byte> salt)
    {
        BinaryPrimitives.WriteInt32BigEndian(salt, boots);
        BinaryPrimitives.WriteUInt32BigEndian(salt[4..], (uint)counter);
        Xor(salt[..Block], _preVector, _chain);
        for (; !data.IsEmpty; data = data[Block..])
        {
            Xor(data[..Block], _chain, _chain);
            _encryptor.TransformBlock(_chain, 0, Block, _chain, 0);
            _chain.CopyTo(data);
        }
    }

    public override bool TryDecrypt(ReadOnlySpan<byte> data, int boots, int time, ReadOnlySpan<byte> salt, CipherBuffers buffers)
    {
        if (data.IsEmpty || data.Length % Block != 0 || salt.Length != SaltSize || data.Length > buffers.Plain.Length) return false;
        data.CopyTo(buffers.Input);
        _decryptor.TransformBlock(buffers.Input, 0, data.Length, buffers.Output, 0);
        Xor(salt, _preVector, buffers.Plain);
        data[..^Block].CopyTo(buffers.Plain.AsSpan(Block));
        Xor(buffers.Output.AsSpan(0, data.Length), buffers.Plain, buffers.Plain);
        return true;
    }

    public override void Dispose()
    {
        _encryptor.Dispose();
        _decryptor.Dispose();
    }
}
