using System.Diagnostics;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Messages.V3;

/// <summary>Puts an SNMPv3 message around a PDU. Signature, salt and padding are zero: the security model fills them in.</summary>
internal static class V3Envelope
{
    private const int UserBasedModel = 3;

    // Tags and lengths of the four elements whose length follows the PDU's, at four length octets at most each, and the fixed numbers.
    private const int LongestNumbers = 64;

    /// <summary>More octets than there can be in front of the PDU and behind it: write the PDU here, then <see cref="TryWrap"/> moves it into place.</summary>
    public static int Reserve(in V3Header header) =>
        LongestNumbers + header.EngineId.Length + header.UserName.Length + header.TagSize + header.SaltSize
        + header.ContextEngineId.Length + header.ContextName.Length + Math.Max(1, header.PaddedTo);

    /// <summary>Writes the message around the PDU at <paramref name="pduAt"/>. False when it does not fit the buffer.</summary>
    public static bool TryWrap(Span<byte> buffer, in V3Header header, int pduAt, int pduLength, out V3Layout layout)
    {
        var sizes = new Sizes(header, pduLength);
        layout = default;
        if (sizes.Total > buffer.Length) return false;
        var padding = header.IsEncrypted ? sizes.Data - sizes.Scoped : 0;
        var pduTo = sizes.Total - padding - pduLength;
        buffer.Slice(pduAt, pduLength).CopyTo(buffer[pduTo..]);
        buffer.Slice(sizes.Total - padding, padding).Clear();

        var writer = new BerWriter(buffer[..pduTo]);
        var written = writer.TryWriteHeader(BerTag.Sequence, sizes.Inner)
            && writer.TryWriteSigned(BerTag.Integer, (int)SnmpVersion.V3)
            && TryWriteGlobals(ref writer, header, sizes)
            && TryWriteSecurity(ref writer, header, sizes, out layout);
        if (header.IsEncrypted) written = written && writer.TryWriteHeader(BerTag.OctetString, sizes.Data);
        layout = layout with { Length = sizes.Total, DataAt = writer.Length };
        written = written
            && writer.TryWriteHeader(BerTag.Sequence, sizes.ScopedInner)
            && writer.TryWrite(BerTag.OctetString, header.ContextEngineId)
            && writer.TryWrite(BerTag.OctetString, header.ContextName);
        Debug.Assert(written && writer.Length == pduTo, "The sizes were computed from the same parts.");
        return written;
    }

    private static bool TryWriteGlobals(ref BerWriter writer, in V3Header header, in Sizes sizes) =>
        writer.TryWriteHeader(BerTag.Sequence, sizes.Globals)
        && writer.TryWriteSigned(BerTag.Integer, header.Id)
        && writer.TryWriteSigned(BerTag.Integer, header.MaxSize)
        && writer.TryWrite(BerTag.OctetString, [(byte)header.Flags])
        && writer.TryWriteSigned(BerTag.Integer, UserBasedModel);

    private static bool TryWriteSecurity(ref BerWriter writer, in V3Header header, in Sizes sizes, out V3Layout layout)
    {
        Span<byte> zeros = stackalloc byte[64];
        zeros.Clear();
        layout = default;
        if (!writer.TryWriteHeader(BerTag.OctetString, BerLength.ElementSize(sizes.Security))
            || !writer.TryWriteHeader(BerTag.Sequence, sizes.Security)
            || !writer.TryWrite(BerTag.OctetString, header.EngineId)
            || !writer.TryWriteSigned(BerTag.Integer, header.Boots)
            || !writer.TryWriteSigned(BerTag.Integer, header.Time)
            || !writer.TryWrite(BerTag.OctetString, header.UserName)
            || !writer.TryWrite(BerTag.OctetString, zeros[..header.TagSize]))
            return false;
        layout = layout with { TagAt = writer.Length - header.TagSize };
        if (!writer.TryWrite(BerTag.OctetString, zeros[..header.SaltSize])) return false;
        layout = layout with { SaltAt = writer.Length - header.SaltSize };
        return true;
    }

    /// <summary>Content lengths from the inside out.</summary>
    private readonly struct Sizes
    {
        public Sizes(in V3Header header, int pduLength)
        {
            ScopedInner = BerLength.ElementSize(header.ContextEngineId.Length) + BerLength.ElementSize(header.ContextName.Length) + pduLength;
            Scoped = BerLength.ElementSize(ScopedInner);
            var block = Math.Max(1, header.PaddedTo);
            Data = header.IsEncrypted ? (Scoped + block - 1) / block * block : Scoped;
            Security = BerLength.ElementSize(header.EngineId.Length) + IntegerSize(header.Boots) + IntegerSize(header.Time)
                + BerLength.ElementSize(header.UserName.Length) + BerLength.ElementSize(header.TagSize) + BerLength.ElementSize(header.SaltSize);
            Globals = IntegerSize(header.Id) + IntegerSize(header.MaxSize) + BerLength.ElementSize(1) + IntegerSize(UserBasedModel);
            Inner = IntegerSize((int)SnmpVersion.V3) + BerLength.ElementSize(Globals)
                + BerLength.ElementSize(BerLength.ElementSize(Security)) + (header.IsEncrypted ? BerLength.ElementSize(Data) : Data);
            Total = BerLength.ElementSize(Inner);
        }

        public int ScopedInner { get; }

        public int Scoped { get; }

        /// <summary>What is encrypted, padding included, or the plain scoped PDU.</summary>
        public int Data { get; }

        public int Security { get; }

        public int Globals { get; }

        public int Inner { get; }

        public int Total { get; }

        private static int IntegerSize(int value) => BerLength.ElementSize(BerInteger.SizeOfSigned(value));
    }
}
