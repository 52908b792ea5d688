using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Collector.Snmp.Security.Usm;

/// <summary>AES in CFB-128 mode (RFC 3826 section 3.1); the key's length decides between 128, 192 and 256 bits.</summary>
internal sealed class AesCipher : UsmCipher
{
    private const int Block = 16;

    private readonly ICryptoTransform _encryptor; // CFB decrypts with the encryptor too
    private readonly byte[] _chain = new byte[Block];

    public AesCipher(ReadOnlySpan<byte> key)
    {
        using var aes = Aes.Create();
        aes.Mode = CipherMode.ECB;
        aes.Padding = PaddingMode.None;
        aes.SetKey(key);
        _encryptor = aes.CreateEncryptor();
    }

    public override int PaddedTo => 1;

    public override void Encrypt(Span<byte> data, int boots, int time, ulong counter, Span<byte> salt)
    {
        BinaryPrimitives.WriteUInt64BigEndian(salt, counter);
        WriteVector(_chain, boots, time, salt);
        while (!data.IsEmpty)
        {
            _encryptor.TransformBlock(_chain, 0, Block, _chain, 0);
            var block = data[..Math.Min(Block, data.Length)];
            Xor(block, _chain, block);
            block.CopyTo(_chain);
            data = data[block.Length..];
        }
    }

    public override bool TryDecrypt(ReadOnlySpan<byte> data, int boots, int time, ReadOnlySpan<byte> salt, CipherBuffers buffers)
    {
        if (data.IsEmpty || salt.Length != SaltSize || data.Length > buffers.Plain.Length) return false;
        // A block's key stream is the encrypted block before it, and the first one's is the encrypted vector: all are known at once.
        var whole = (data.Length + Block - 1) / Block * Block;
        WriteVector(buffers.Input, boots, time, salt);
        data[..(whole - Block)].CopyTo(buffers.Input.AsSpan(Block));
        _encryptor.TransformBlock(buffers.Input, 0, whole, buffers.Output, 0);
        Xor(data, buffers.Output, buffers.Plain);
        return true;
    }

    public override void Dispose() => _encryptor.Dispose();

    private static void WriteVector(Span<byte> vector, int boots, int time, ReadOnlySpan<byte> salt)
    {
        BinaryPrimitives.WriteInt32BigEndian(vector, boots);
        BinaryPrimitives.WriteInt32BigEndian(vector[4..], time);
        salt.CopyTo(vector[8..]);
    }
}
