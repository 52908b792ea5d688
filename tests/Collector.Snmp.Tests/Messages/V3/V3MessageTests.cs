using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Messages.V3;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Snmp.Tests.Messages.V3;

public sealed class V3MessageTests
{
    private static readonly byte[] EngineId = [0x80, 0, 0x7E, 0xD9, 5, 1, 2, 3, 4];

    [Theory]
    [InlineData(MessageFlags.Reportable, 0, 0, 1, 1)]
    [InlineData(MessageFlags.Reportable | MessageFlags.Authenticated, 12, 0, 1, 20)]
    [InlineData(MessageFlags.Reportable | MessageFlags.Authenticated, 48, 0, 1, 300)]
    [InlineData(MessageFlags.Reportable | MessageFlags.Authenticated | MessageFlags.Encrypted, 12, 8, 8, 5)]
    [InlineData(MessageFlags.Reportable | MessageFlags.Authenticated | MessageFlags.Encrypted, 12, 8, 8, 40)]
    [InlineData(MessageFlags.Authenticated | MessageFlags.Encrypted, 24, 8, 1, 3)]
    public void What_was_written_is_read(MessageFlags flags, int tagSize, int saltSize, int paddedTo, int names)
    {
        var message = Write(flags, tagSize, saltSize, paddedTo, names, out var layout);

        Assert.Equal(DecodeStatus.Ok, V3Message.TryRead([.. message, 1, 2, 3], out var read)); // octets behind it are ignored
        Assert.Equal((0x123456, 65507, flags), (read.Id, read.MaxSize, read.Flags));
        Assert.Equal(message, read.Whole.ToArray());
        Assert.Equal(EngineId, read.Usm.EngineId.ToArray());
        Assert.Equal((7, 1234567), (read.Usm.Boots, read.Usm.Time));
        Assert.Equal("noc"u8, read.Usm.UserName);
        Assert.Equal((tagSize, saltSize), (read.Usm.Authentication.Length, read.Usm.Privacy.Length));
        if (tagSize > 0) Assert.Equal(layout.TagAt, read.AuthenticationAt);
        Assert.Equal(0, read.Data.Length % paddedTo);
        Assert.Equal(DecodeStatus.Ok, ScopedPdu.TryRead(read.Data, out var scoped));
        Assert.Equal("vrf-1"u8, scoped.ContextName);
        Assert.Equal(EngineId, scoped.ContextEngineId.ToArray());
        Assert.Equal(DecodeStatus.Ok, PduReader.TryRead(scoped.Pdu, out var pdu));
        Assert.Equal((PduType.GetBulk, 0x123456), (pdu.Type, pdu.RequestId));
    }

    [Fact]
    public void A_message_that_does_not_fit_is_not_written()
    {
        var header = new V3Header { Id = 1, MaxSize = 484, EngineId = EngineId };
        var buffer = new byte[500];
        PutPdu(buffer.AsSpan(300), 3, out var length);

        Assert.True(V3Envelope.TryWrap(buffer, header, 300, length, out var layout));
        PutPdu(buffer.AsSpan(300), 3, out length);
        Assert.False(V3Envelope.TryWrap(buffer.AsSpan(0, layout.Length - 1), header, 0, length, out _));
    }

    [Theory]
    [InlineData("version", DecodeStatus.UnsupportedVersion)]
    [InlineData("model", DecodeStatus.UnsupportedSecurityModel)]
    [InlineData("privacy without authentication", DecodeStatus.OutOfRange)]
    public void What_we_cannot_understand_is_said(string what, DecodeStatus expected)
    {
        var message = Write(MessageFlags.Reportable, 0, 0, 1, 1, out _);
        // 30 L 02 01 03 30 L 02 03 id 02 03 size 04 01 flags 02 01 model
        switch (what)
        {
            case "version": message[4 + Offset(message)] = 2; break;
            case "model": message[22 + Offset(message)] = 1; break;
            default: message[19 + Offset(message)] = (byte)MessageFlags.Encrypted; break;
        }

        Assert.Equal(expected, V3Message.TryRead(message, out _));
    }

    [Fact]
    public void Fields_longer_than_the_RFC_allows_are_refused()
    {
        var header = new V3Header { Id = 1, MaxSize = 484, EngineId = new byte[33], UserName = "noc"u8 };
        Assert.Equal(DecodeStatus.OutOfRange, V3Message.TryRead(Wrap(header), out _));
        header = new V3Header { Id = 1, MaxSize = 484, EngineId = EngineId, UserName = new byte[33] };
        Assert.Equal(DecodeStatus.OutOfRange, V3Message.TryRead(Wrap(header), out _));
        header = new V3Header { Id = 1, MaxSize = 484, EngineId = EngineId, TagSize = 49 };
        Assert.Equal(DecodeStatus.OutOfRange, V3Message.TryRead(Wrap(header), out _));
        header = new V3Header { Id = 1, MaxSize = 484, EngineId = EngineId, Boots = -1 };
        Assert.Equal(DecodeStatus.OutOfRange, V3Message.TryRead(Wrap(header), out _));
    }

    [Fact]
    public void No_cut_and_no_changed_octet_makes_the_reader_throw_or_read_beyond()
    {
        var message = Write(MessageFlags.Reportable | MessageFlags.Authenticated, 12, 0, 1, 4, out _);
        for (var length = 0; length < message.Length; length++) Assert.NotEqual(DecodeStatus.Ok, ReadAll(message.AsSpan(0, length)));
        for (var at = 0; at < message.Length; at++)
        {
            for (var value = 0; value < 256; value++)
            {
                var changed = message.ToArray();
                changed[at] = (byte)value;
                ReadAll(changed);
            }
        }
    }

    [Fact]
    public void No_octets_at_all_make_the_reader_throw()
    {
        var start = Write(MessageFlags.Reportable, 0, 0, 1, 1, out _);
        Prop.ForAll<byte[], int>((octets, cut) =>
        {
            ReadAll(octets);
            ReadAll([.. start[..(int)((uint)cut % (uint)start.Length)], .. octets]);
            return true;
        }).AlwaysHolds();
    }

    private static DecodeStatus ReadAll(ReadOnlySpan<byte> datagram)
    {
        var status = V3Message.TryRead(datagram, out var message);
        if (status != DecodeStatus.Ok) return status;
        status = ScopedPdu.TryRead(message.Data, out var scoped);
        return status == DecodeStatus.Ok ? PduReader.TryRead(scoped.Pdu, out _) : status;
    }

    private static int Offset(byte[] message) => message[1] < 0x80 ? 0 : message[1] & 0x7F;

    private static byte[] Write(MessageFlags flags, int tagSize, int saltSize, int paddedTo, int names, out V3Layout layout) =>
        Wrap(new V3Header
        {
            Id = 0x123456, MaxSize = 65507, Flags = flags, EngineId = EngineId, Boots = 7, Time = 1234567, UserName = "noc"u8,
            TagSize = tagSize, SaltSize = saltSize, PaddedTo = paddedTo, ContextEngineId = EngineId, ContextName = "vrf-1"u8,
        }, names, out layout);

    private static byte[] Wrap(in V3Header header) => Wrap(header, 1, out _);

    private static byte[] Wrap(in V3Header header, int names, out V3Layout layout)
    {
        var buffer = new byte[8000];
        var reserve = V3Envelope.Reserve(header);
        PutPdu(buffer.AsSpan(reserve), names, out var length);
        Assert.True(V3Envelope.TryWrap(buffer, header, reserve, length, out layout));
        return buffer[..layout.Length];
    }

    private static void PutPdu(Span<byte> buffer, int names, out int length)
    {
        var writer = new PduWriter(buffer, PduHeader.GetBulk(0x123456, 0, 25));
        for (var i = 0; i < names; i++) Assert.True(writer.TryAdd(Oid.Parse($"1.3.6.1.2.1.2.2.1.{i}").Encoded));
        Assert.True(writer.TryComplete(out length, out _));
    }
}
