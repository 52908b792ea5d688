namespace Collector.Snmp.Transport;

/// <summary>Takes what arrives at a lane's transport.</summary>
/// <remarks>
/// Called on the lane's thread, from inside <see cref="IDatagramTransport.Receive"/> and <see cref="IDatagramTransport.Flush"/>.
/// It may queue further messages, but must not receive, flush or wait.
/// </remarks>
public interface IDatagramHandler
{
    /// <summary>One whole message. The bytes are valid until the call returns.</summary>
    void OnDatagram(in TransportEndpoint from, ReadOnlySpan<byte> datagram);

    /// <summary>A message came that is longer than <see cref="TransportOptions.MaxDatagram"/>; what is left of it is not worth reading.</summary>
    void OnTruncated(in TransportEndpoint from);

    /// <summary>The network says that <paramref name="target"/>, to which something was sent earlier, cannot be reached.</summary>
    void OnUnreachable(in TransportEndpoint target, UnreachableReason reason);
}
