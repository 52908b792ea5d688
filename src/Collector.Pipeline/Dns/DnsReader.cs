using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Collector.Pipeline.Dns;

/// <summary>Reads the answer to a question. Whatever a server sends, it takes as long as the message is and no longer, and never throws.</summary>
internal ref struct DnsReader(ReadOnlySpan<byte> message)
{
    private const int LongestName = 255;
    private const int AddressRecords = 10; // octets of type, class, time to live and length

    private readonly ReadOnlySpan<byte> _message = message;
    private int _position = DnsQuestion.HeaderLength;

    /// <param name="question">What was asked.</param>
    /// <param name="message">What came.</param>
    /// <param name="records">Those of the type that was asked for, of whatever name: a resolver puts those of an alias into the same answer.</param>
    public static DnsStatus Read(DnsQuestion question, ReadOnlySpan<byte> message, out IReadOnlyList<DnsRecord> records)
    {
        records = [];
        if (message.Length < DnsQuestion.HeaderLength) return DnsStatus.Malformed;
        var isResponse = (message[2] & 0x80) != 0;
        if (!isResponse || BinaryPrimitives.ReadUInt16BigEndian(message) != question.Id) return DnsStatus.Foreign;
        var code = message[3] & 0x0F;
        var hasQuestion = BinaryPrimitives.ReadUInt16BigEndian(message[4..]) == 1;
        if (!hasQuestion) return code is 1 or 4 ? DnsStatus.NotUnderstood : DnsStatus.Malformed; // a server may leave it out of an error
        if (!question.IsIn(message[DnsQuestion.HeaderLength..], out var length)) return DnsStatus.Foreign;
        if ((message[2] & 0x02) != 0) return DnsStatus.Truncated;
        switch (code)
        {
            case 0: break;
            case 1 or 4: return DnsStatus.NotUnderstood;
            case 3: return DnsStatus.NoSuchName;
            default: return DnsStatus.Refused;
        }

        var reader = new DnsReader(message);
        reader._position += length;
        return reader.ReadAnswers(question.Type, BinaryPrimitives.ReadUInt16BigEndian(message[6..]), out records);
    }

    private DnsStatus ReadAnswers(DnsRecordType wanted, int count, out IReadOnlyList<DnsRecord> records)
    {
        var found = new List<DnsRecord>();
        records = found;
        for (var i = 0; i < count; i++) // each takes at least eleven octets, so the message bounds the loop
        {
            if (!TryReadName(_position, out _, out _position) || _position + AddressRecords > _message.Length) return DnsStatus.Malformed;
            var type = (DnsRecordType)BinaryPrimitives.ReadUInt16BigEndian(_message[_position..]);
            var isInternet = BinaryPrimitives.ReadUInt16BigEndian(_message[(_position + 2)..]) == 1;
            int length = BinaryPrimitives.ReadUInt16BigEndian(_message[(_position + 8)..]);
            _position += AddressRecords;
            if (length > _message.Length - _position) return DnsStatus.Malformed;
            if (type == wanted && isInternet)
            {
                if (!TryReadRecord(type, _position, length, out var record)) return DnsStatus.Malformed;
                found.Add(record);
            }

            _position += length;
        }

        return DnsStatus.Answered;
    }

    private readonly bool TryReadRecord(DnsRecordType type, int start, int length, out DnsRecord record)
    {
        record = default;
        var content = _message.Slice(start, length);
        if (type is DnsRecordType.A or DnsRecordType.Aaaa)
        {
            if (length != (type == DnsRecordType.A ? 4 : 16)) return false;
            record = new DnsRecord(new IPAddress(content), "", 0);
            return true;
        }

        // RFC 2782: priority, weight, port, target.
        if (length < 7 || !TryReadName(start + 6, out var host, out var end) || end != start + length) return false;
        record = new DnsRecord(null, host, BinaryPrimitives.ReadUInt16BigEndian(content[4..]));
        return true;
    }

    /// <summary>A name, which may go on at an earlier place of the message (RFC 1035 section 4.1.4).</summary>
    private readonly bool TryReadName(int start, out string name, out int end)
    {
        (name, end) = ("", start);
        var text = new StringBuilder();
        var hasJumped = false;
        for (var position = start; ;)
        {
            if (position >= _message.Length) return false;
            int length = _message[position];
            if (length == 0)
            {
                if (!hasJumped) end = position + 1;
                name = text.Length == 0 ? "." : text.ToString();
                return true;
            }

            if (length >= 0xC0)
            {
                if (position + 1 >= _message.Length) return false;
                var target = (length & 0x3F) << 8 | _message[position + 1];
                if (!hasJumped) end = position + 2;
                if (target >= start) return false; // only backwards, and further each time: so there is no circle
                (start, position, hasJumped) = (target, target, true);
                continue;
            }

            if (length > 63 || position + 1 + length > _message.Length || text.Length + length + 1 > LongestName) return false;
            foreach (var letter in _message.Slice(position + 1, length)) text.Append(letter is > 0x20 and < 0x7F ? (char)letter : '?');
            text.Append('.');
            position += 1 + length;
        }
    }
}
