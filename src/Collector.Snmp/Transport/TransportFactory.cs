using Collector.Snmp.Transport.Linux;
using Collector.Snmp.Transport.Portable;

namespace Collector.Snmp.Transport;

/// <summary>Chooses the transport of a lane: the batched one where it runs, else the portable one.</summary>
internal static class TransportFactory
{
    /// <summary>Set this environment variable to <c>portable</c> to take the portable transport everywhere.</summary>
    public const string Variable = "COLLECTOR_TRANSPORT";

    /// <exception cref="System.Net.Sockets.SocketException">The source address is not one of this machine's, or there is no IP at all.</exception>
    public static IDatagramTransport Create(TransportOptions options, TimeProvider time)
    {
        bool isPortable = options.Portable
            || !LibC.IsSupported
            || string.Equals(Environment.GetEnvironmentVariable(Variable), "portable", StringComparison.OrdinalIgnoreCase);
        return isPortable ? new PortableTransport(options, time) : new MmsgTransport(options, time);
    }
}
