using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Tests.Messages;

public sealed class PduWriterTests
{
    private static readonly Oid Name = Oid.Parse("1.3.6.1.2.1.2.2.1.2.1");
    private static readonly PduHeader Response = PduHeader.Response(RequestIds.Min);

    // Lengths grow by an octet at 128, 256 and 65536; around each of them, at each level, size and limit must still agree.
    [Fact]
    public void A_message_fits_a_buffer_of_its_size_and_no_smaller_one()
    {
        foreach (int contentLength in Enumerable.Range(0, 320).Concat(Enumerable.Range(65450, 90)))
        {
            byte[] content = new byte[contentLength];
            int length = Write(new byte[70_000], content);

            byte[] exact = new byte[length];
            Assert.Equal(length, Write(exact, content));
            Assert.Equal(-1, Write(new byte[length - 1], content));
            AssertReads(exact, "1.3.6.1.2.1.2.2.1.2.1 OctetString " + Convert.ToHexString(content));
        }
    }

    [Fact]
    public void A_response_is_cut_between_varbinds_at_any_limit()
    {
        byte[] row = [1, 2, 3, 4, 5];
        int empty = Write(new byte[100], default);
        for (int limit = empty; limit < 700; limit++)
        {
            byte[] buffer = new byte[limit];
            var writer = new CommunityMessageWriter(buffer, SnmpVersion.V2c, "public"u8, Response);
            int added = 0;
            while (writer.TryAdd(Name.Encoded, SmiType.OctetString, row))
            {
                added++;
            }

            Assert.True(writer.TryComplete(out int length));
            Assert.InRange(length, 0, limit);
            // One varbind takes 19 octets, and its coming may lengthen three lengths.
            Assert.True(limit - length < 19 + 3);
            AssertReads(buffer.AsSpan(0, length), Enumerable.Repeat("1.3.6.1.2.1.2.2.1.2.1 OctetString 0102030405", added));
        }
    }

    [Fact]
    public void After_a_refusal_a_shorter_varbind_may_still_fit()
    {
        byte[] buffer = new byte[60];
        var writer = new CommunityMessageWriter(buffer, SnmpVersion.V2c, "public"u8, Response);

        Assert.False(writer.TryAdd(Name.Encoded, SmiType.OctetString, new byte[40]));
        Assert.True(writer.TryAddSigned(Name.Encoded, SmiType.Integer32, -2));
        Assert.False(writer.TryAddUnsigned(Name.Encoded, SmiType.Counter64, ulong.MaxValue));
        Assert.True(writer.TryComplete(out int length));
        AssertReads(buffer.AsSpan(0, length), "1.3.6.1.2.1.2.2.1.2.1 Integer32 FE");
    }

    [Fact]
    public void A_buffer_too_small_for_the_header_takes_nothing()
    {
        for (int size = 0; size < Write(new byte[100], default); size++)
        {
            var writer = new CommunityMessageWriter(new byte[size], SnmpVersion.V2c, "public"u8, Response);

            Assert.False(writer.TryAdd(Name.Encoded));
            Assert.False(writer.TryComplete(out int length));
            Assert.Equal(0, length);
        }
    }

    // The length of the message with one varbind, or with none if there is no content; -1 if it does not fit.
    private static int Write(Span<byte> buffer, byte[]? content)
    {
        var writer = new CommunityMessageWriter(buffer, SnmpVersion.V2c, "public"u8, Response);
        bool added = content is null || writer.TryAdd(Name.Encoded, SmiType.OctetString, content);
        return writer.TryComplete(out int length) && added ? length : -1;
    }

    private static void AssertReads(ReadOnlySpan<byte> datagram, params IEnumerable<string> varbinds)
    {
        Assert.Equal(DecodeStatus.Ok, CommunityMessage.TryRead(datagram, out _, out _, out ReadOnlySpan<byte> body));
        Assert.Equal(DecodeStatus.Ok, PduReader.TryRead(body, out Pdu pdu));
        var received = new ReceivedVarbinds();
        Assert.Equal(DecodeStatus.Ok, PduReader.ReadVarbinds(pdu.VarbindList, ref received));
        Assert.Equal(varbinds, received.Lines);
    }
}
