using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Snmp.Tests.Messages;

public sealed class HostileDatagramTests
{
    private const int Datagrams = 200_000;
    private const int SmallestVarbind = 7;

    private static byte[][] GoodMessages => [.. RandomMessage.Messages.Sample(50, new Rnd(0x5EED, 1), 300).Select(message => message.Write()).Where(message => message.Length < 1500)];

    [Fact]
    public void No_datagram_throws_or_allocates_or_costs_more_than_its_size()
    {
        DecodeAll(seed: 1, Datagrams / 10); // loads types and compiles methods, which may allocate

        Assert.Equal(0, DecodeAll(seed: 2, Datagrams));
    }

    [Fact]
    public void The_short_path_reads_what_the_general_one_reads()
    {
        var hostile = new HostileDatagrams(seed: 3, [.. GoodMessages.Select(VarbindList)]);
        int varbinds = 0;
        for (int i = 0; i < Datagrams; i++)
        {
            ReadOnlySpan<byte> list = hostile.Next();
            var received = new Checksum();
            DecodeStatus status = PduReader.ReadVarbinds(list, ref received);
            varbinds += received.Count;

            Checksum expected = ReadOneByOne(list, out DecodeStatus expectedStatus);
            Assert.Equal((expectedStatus, expected), (status, received));
        }
        Assert.True(varbinds > Datagrams / 2, $"Only {varbinds} varbinds were compared.");
    }

    // Returns the octets that decoding allocated.
    private static long DecodeAll(int seed, int count)
    {
        var hostile = new HostileDatagrams(seed, [.. GoodMessages, .. GoodMessages.Select(VarbindList)]);
        long allocated = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> datagram = hostile.Next();
            long cost = DecodeOnce(datagram);
            // A collection that another test causes is charged to us too. What really allocates does so again.
            for (int again = 0; again < 5 && cost > 0; again++)
                cost = DecodeOnce(datagram);
            allocated += cost;
        }
        return allocated;
    }

    private static long DecodeOnce(ReadOnlySpan<byte> datagram)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        int varbinds = Decode(datagram);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(varbinds * SmallestVarbind <= datagram.Length);
        return allocated;
    }

    private static int Decode(ReadOnlySpan<byte> datagram)
    {
        var use = new UseEverything();
        if (CommunityMessage.TryRead(datagram, out _, out _, out ReadOnlySpan<byte> body) == DecodeStatus.Ok
            && PduReader.TryRead(body, out Pdu pdu) == DecodeStatus.Ok)
        {
            PduReader.ReadVarbinds(pdu.VarbindList, ref use);
        }
        // The inner readers meet the garbage directly, too: most of it would not get past the outermost tag.
        var direct = new UseEverything();
        PduReader.ReadVarbinds(datagram, ref direct);
        PduReader.TryRead(datagram, out _);
        return Math.Max(use.Count, direct.Count);
    }

    private static byte[] VarbindList(byte[] message)
    {
        CommunityMessage.TryRead(message, out _, out _, out ReadOnlySpan<byte> body);
        PduReader.TryRead(body, out Pdu pdu);
        return pdu.VarbindList.ToArray();
    }

    private static Checksum ReadOneByOne(ReadOnlySpan<byte> list, out DecodeStatus status)
    {
        var checksum = new Checksum();
        status = DecodeStatus.Ok;
        while (!list.IsEmpty && (status = PduReader.ReadAnyVarbind(list, out Varbind varbind, out int size)) == DecodeStatus.Ok)
        {
            checksum.OnVarbind(varbind);
            list = list[size..];
        }
        return checksum;
    }

    private record struct Checksum(int Count, long Sum) : IVarbindHandler
    {
        public bool OnVarbind(in Varbind varbind)
        {
            Count++;
            Sum = (Sum * 31) + (int)varbind.Value.Type;
            foreach (byte octet in varbind.Name)
            {
                Sum = (Sum * 31) + octet;
            }
            foreach (byte octet in varbind.Value.Content)
            {
                Sum = (Sum * 31) + octet;
            }
            return true;
        }
    }

    /// <summary>Calls all that a poll may call on a varbind.</summary>
    private ref struct UseEverything : IVarbindHandler
    {
        private ReadOnlySpan<byte> _previous;

        public int Count { get; private set; }

        public bool OnVarbind(in Varbind varbind)
        {
            Count++;
            Span<byte> text = stackalloc byte[256];
            varbind.Value.TryGetInt64(out _);
            varbind.Value.TryGetUInt64(out _);
            varbind.Value.TryGetOpaqueDouble(out _);
            Oid.TryFormat(varbind.Name, text, out _);
            Oid.TryFormat(varbind.Value.Content, text, out _);
            bool later = Oid.Compare(_previous, varbind.Name) < 0;
            ReadOnlySpan<byte> rest = varbind.Name;
            while (Oid.TryReadSubId(ref rest, out _))
            {
            }
            _previous = varbind.Name;
            return later || Count > 0;
        }
    }
}
