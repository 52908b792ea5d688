using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Snmp.Tests.Messages;

public sealed class RoundTripTests
{
    [Fact]
    public void Every_message_is_read_as_it_was_written() =>
        Check.One(Properties.Config(1000), Prop.ForAll(RandomMessage.Messages.ToArbitrary(), sent =>
        {
            byte[] datagram = sent.Write();

            Assert.Equal(DecodeStatus.Ok, CommunityMessage.TryRead(datagram, out SnmpVersion version, out ReadOnlySpan<byte> community, out ReadOnlySpan<byte> body));
            Assert.Equal(DecodeStatus.Ok, PduReader.TryRead(body, out Pdu pdu));
            var received = new ReceivedVarbinds();
            Assert.Equal(DecodeStatus.Ok, PduReader.ReadVarbinds(pdu.VarbindList, ref received));

            Assert.Equal(sent.Version, version);
            Assert.Equal(sent.Community, community.ToArray());
            Assert.Equal(sent.Header, pdu.Header);
            Assert.Equal(sent.Varbinds.Select(varbind => varbind.ToString()), received.Lines);
        }));

    [Fact]
    public void Every_cut_of_a_message_is_truncated() =>
        Prop.ForAll(RandomMessage.Messages.ToArbitrary(), sent =>
        {
            byte[] datagram = sent.Write();
            for (int length = 0; length < datagram.Length; length++)
            {
                Assert.Equal(DecodeStatus.Truncated, CommunityMessage.TryRead(datagram.AsSpan(0, length), out _, out _, out _));
            }
        }).AlwaysHolds();
}
