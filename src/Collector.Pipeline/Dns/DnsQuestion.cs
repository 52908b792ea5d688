using System.Buffers.Binary;
using System.Text;

namespace Collector.Pipeline.Dns;

/// <summary>One question, and its form on the wire (RFC 1035 section 4.1).</summary>
/// <param name="Id">From 0 to 65,535, and not to be guessed.</param>
/// <param name="Name">With or without a dot at its end; one that <see cref="DnsName"/> accepts.</param>
internal readonly record struct DnsQuestion(ushort Id, string Name, DnsRecordType Type)
{
    public const int HeaderLength = 12;

    /// <summary>What DNS Flag Day 2020 recommends: larger datagrams tend to be cut up and lost.</summary>
    public const ushort UdpSize = 1232;

    /// <summary>The question alone, or with the EDNS record that asks for larger datagrams (RFC 6891 section 6.1).</summary>
    public byte[] Write(bool edns)
    {
        using var message = new MemoryStream();
        Span<byte> header = stackalloc byte[HeaderLength];
        header.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(header, Id);
        header[2] = 0x01; // recursion desired
        header[5] = 1; // one question
        header[11] = edns ? (byte)1 : (byte)0;
        message.Write(header);
        message.Write(WriteQuestion());
        if (edns) message.Write([0, 0, 41, UdpSize >> 8, UdpSize & 0xFF, 0, 0, 0, 0, 0, 0]);
        return message.ToArray();
    }

    /// <summary>Whether a message begins with this question; names are compared without regard to case (RFC 1035 section 2.3.3).</summary>
    public bool IsIn(ReadOnlySpan<byte> behindHeader, out int length)
    {
        var question = WriteQuestion();
        length = question.Length;
        return behindHeader.Length >= length && Ascii.EqualsIgnoreCase(behindHeader[..(length - 4)], question.AsSpan(0, length - 4)) && behindHeader[(length - 4)..length].SequenceEqual(question.AsSpan(length - 4));
    }

    private byte[] WriteQuestion()
    {
        using var question = new MemoryStream();
        foreach (var label in Name.TrimEnd('.').Split('.'))
        {
            question.WriteByte((byte)label.Length);
            question.Write(Encoding.ASCII.GetBytes(label));
        }

        question.Write([0, 0, (byte)Type, 0, 1]); // the root, the type, and the class IN
        return question.ToArray();
    }
}
