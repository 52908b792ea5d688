namespace Collector.Snmp.Security.Usm;

/// <summary>HMAC (RFC 2104) over our own SHA-224.</summary>
internal sealed class Sha224Hmac : HashFunction
{
    private readonly Sha224 _hash = new();
    private readonly byte[] _inner = new byte[Sha224.BlockSize];
    private readonly byte[] _outer = new byte[Sha224.BlockSize];

    public Sha224Hmac(ReadOnlySpan<byte> key)
    {
        Span<byte> block = stackalloc byte[Sha224.BlockSize];
        block.Clear();
        if (key.Length <= Sha224.BlockSize)
        {
            key.CopyTo(block);
        }
        else
        {
            _hash.Append(key);
            _hash.Finish(block);
        }

        for (var i = 0; i < block.Length; i++) (_inner[i], _outer[i]) = ((byte)(block[i] ^ 0x36), (byte)(block[i] ^ 0x5C));
        _hash.Append(_inner);
    }

    public override int Size => _hash.Size;

    public override void Append(ReadOnlySpan<byte> octets) => _hash.Append(octets);

    public override void Finish(Span<byte> destination)
    {
        _hash.Finish(destination);
        _hash.Append(_outer);
        _hash.Append(destination[..Size]);
        _hash.Finish(destination);
        _hash.Append(_inner);
    }

    public override void Dispose()
    {
        _hash.Dispose();
        _inner.AsSpan().Clear();
        _outer.AsSpan().Clear();
    }
}
