using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Tests.Messages;

public sealed class RequestTemplateTests
{
    private static readonly Oid[] Names = [Oid.Parse("1.3.6.1.2.1.31.1.1.1.6"), Oid.Parse("1.3.6.1.2.1.31.1.1.1.10")];

    [Theory]
    [InlineData(RequestIds.Min)]
    [InlineData(0x12345678)]
    [InlineData(RequestIds.Max)]
    public void A_patched_template_is_the_request_written_anew(int requestId)
    {
        RequestTemplate template = RequestTemplate.GetBulk("public"u8, 0, 25, Names);
        byte[] expected = new byte[template.Length];
        var writer = new CommunityMessageWriter(expected, SnmpVersion.V2c, "public"u8, PduHeader.GetBulk(requestId, 0, 25));
        Assert.True(writer.TryAdd(Names[0].Encoded) && writer.TryAdd(Names[1].Encoded) && writer.TryComplete(out _));
        byte[] buffer = new byte[1500];

        Assert.True(template.TryWrite(buffer, requestId, out int length));
        Assert.Equal(expected, buffer[..length]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)] // the message's length takes two octets
    [InlineData(400)] // all lengths take three
    public void The_id_is_found_behind_lengths_of_any_size(int count)
    {
        Oid[] names = [.. Enumerable.Repeat(Names[0], count)];
        RequestTemplate template = RequestTemplate.GetNext(SnmpVersion.V1, "public"u8, names);
        byte[] buffer = new byte[template.Length];

        Assert.True(template.TryWrite(buffer, 0x7ABBCCDD, out _));
        Assert.Equal(DecodeStatus.Ok, CommunityMessage.TryRead(buffer, out SnmpVersion version, out _, out ReadOnlySpan<byte> body));
        Assert.Equal(DecodeStatus.Ok, PduReader.TryRead(body, out Pdu pdu));
        Assert.Equal(SnmpVersion.V1, version);
        Assert.Equal(new PduHeader(PduType.GetNext, 0x7ABBCCDD), pdu.Header);
    }

    [Fact]
    public void A_buffer_that_is_too_small_is_told()
    {
        RequestTemplate template = RequestTemplate.Get(SnmpVersion.V2c, "public"u8, Names);

        Assert.False(template.TryWrite(new byte[template.Length - 1], RequestIds.Min, out int length));
        Assert.Equal(0, length);
    }

    [Fact]
    public void An_id_that_would_take_fewer_octets_is_a_mistake_of_ours()
    {
        RequestTemplate template = RequestTemplate.Get(SnmpVersion.V2c, "public"u8, Names);

        Assert.Throws<ArgumentOutOfRangeException>(() => template.TryWrite(new byte[100], RequestIds.Min - 1, out _));
    }

    [Fact]
    public void A_request_larger_than_a_datagram_is_a_mistake_of_ours() =>
        Assert.Throws<ArgumentException>(() => RequestTemplate.Get(SnmpVersion.V2c, "public"u8, [.. Enumerable.Repeat(Names[0], 5000)]));
}
