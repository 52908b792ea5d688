using Collector.Snmp.Transport;

namespace Collector.Snmp.Tests.Transport;

/// <summary>Keeps everything a transport delivers; counts instead when told to allocate nothing.</summary>
internal sealed class RecordingHandler : IDatagramHandler
{
    public List<(TransportEndpoint From, byte[] Datagram)> Datagrams { get; } = [];

    public List<TransportEndpoint> Truncated { get; } = [];

    public List<(TransportEndpoint Target, UnreachableReason Reason)> Unreachable { get; } = [];

    public bool CountOnly { get; set; }

    public int Count { get; private set; }

    public void OnDatagram(in TransportEndpoint from, ReadOnlySpan<byte> datagram)
    {
        Count++;
        if (!CountOnly)
            Datagrams.Add((from, datagram.ToArray()));
    }

    public void OnTruncated(in TransportEndpoint from) => Truncated.Add(from);

    public void OnUnreachable(in TransportEndpoint target, UnreachableReason reason) => Unreachable.Add((target, reason));
}
