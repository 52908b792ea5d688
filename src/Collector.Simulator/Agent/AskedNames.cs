using Collector.Snmp.Messages;

namespace Collector.Simulator.Agent;

/// <summary>The names of a request's varbinds, kept as places in the datagram so that nothing is copied.</summary>
internal sealed class AskedNames
{
    // The smallest varbind takes 7 octets, so this is more than a request of RequestReader.LargestRequest octets can hold.
    private const int Most = 2048;

    private readonly Range[] _places = new Range[Most];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> datagram, int number) => datagram[_places[number]];

    /// <summary>Reads the names. False if the varbind list, which lies in the datagram, is damaged.</summary>
    public bool TryRead(ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> varbindList)
    {
        var taker = new Taker(_places, datagram);
        var status = PduReader.ReadVarbinds(varbindList, ref taker);
        Count = taker.Count;
        return status == Snmp.Ber.DecodeStatus.Ok;
    }

    private ref struct Taker(Range[] places, ReadOnlySpan<byte> datagram) : IVarbindHandler
    {
        private readonly ReadOnlySpan<byte> _datagram = datagram;

        public int Count { get; private set; }

        public bool OnVarbind(in Varbind varbind)
        {
            if (Count == places.Length || !_datagram.Overlaps(varbind.Name, out var start)) return false;
            places[Count++] = start..(start + varbind.Name.Length);
            return true;
        }
    }
}
