namespace Collector.Snmp.Tests.Messages;

/// <summary>An endless row of datagrams as a broken or hostile agent sends them: garbage, and good messages with damage. Same seed, same row.</summary>
internal sealed class HostileDatagrams(int seed, byte[][] goodMessages)
{
    // Long forms, the reserved and the indefinite length, borders of signed octets, and the tags that messages are made of.
    private static readonly byte[] Nasty =
        [0x00, 0x01, 0x7F, 0x80, 0x81, 0x82, 0x84, 0x88, 0xFE, 0xFF, 0x02, 0x04, 0x05, 0x06, 0x30, 0x44, 0x9F, 0x1F, 0xA2];

    private readonly Random _random = new(seed);
    private readonly byte[] _buffer = new byte[4096];

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (_random.Next(10) == 0)
        {
            Span<byte> garbage = _buffer.AsSpan(0, _random.Next(200));
            _random.NextBytes(garbage);
            return garbage;
        }
        byte[] good = goodMessages[_random.Next(goodMessages.Length)];
        good.CopyTo(_buffer, 0);
        int length = good.Length;
        for (int damages = _random.Next(1, 5); damages > 0; damages--)
        {
            length = Damage(length);
        }
        return _buffer.AsSpan(0, length);
    }

    private int Damage(int length)
    {
        if (length == 0)
        {
            return 0;
        }
        // Half of the damage hits the headers, which all else depends on.
        int at = _random.Next(_random.Next(2) == 0 ? length : Math.Min(length, 48));
        int count = Math.Min(_random.Next(1, 10), length - at);
        switch (_random.Next(6))
        {
            case 0:
                _buffer[at] ^= (byte)(1 << _random.Next(8));
                return length;
            case 1:
                _buffer[at] = (byte)_random.Next(256);
                return length;
            case 2:
                _random.GetItems(Nasty, _buffer.AsSpan(at, count));
                return length;
            case 3: // cut out
                _buffer.AsSpan(at + count, length - at - count).CopyTo(_buffer.AsSpan(at));
                return length - count;
            case 4 when length + count <= _buffer.Length: // say twice
                _buffer.AsSpan(at, length - at).CopyTo(_buffer.AsSpan(at + count));
                return length + count;
            default:
                return at;
        }
    }
}
