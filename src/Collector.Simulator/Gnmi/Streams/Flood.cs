using Collector.Simulator.Gnmi.Devices;
using Collector.Simulator.Gnmi.Messages;

namespace Collector.Simulator.Gnmi.Streams;

/// <summary>What a flooding device sends: the same few hundred messages over and over, encoded once, then one with the values of the end.</summary>
/// <remarks>Values of the flood are those of the device's first ticks of uptime, so that they are right for the formula and can be told from the last ones.</remarks>
internal sealed class Flood(GnmiFleetOptions options, GnmiDeviceState device, SubscribeCall stream)
{
    private const int Octets = 64 * 1024;

    private readonly GroupBuilder _paths = stream.Paths;

    /// <summary>Messages with their headers, ready to be sent.</summary>
    public (int Messages, byte[] Frames) Encode(long nowNs)
    {
        using var writer = new NotificationWriter();
        lock (device)
        {
            var sender = new GroupSender(options, device, stream.Encoding, _paths);
            for (var tick = 1UL; stream.Groups.Count > 0 && writer.Batch.Framed.Length < Octets; tick++)
            {
                foreach (var group in stream.Groups) sender.SendAs(writer, group, tick, nowNs);
            }
        }

        return (writer.Batch.Count, writer.Batch.Framed.ToArray());
    }

    /// <summary>Writes the last messages, and keeps what uptime they are of. Under the device's lock.</summary>
    public void WriteEnd(NotificationWriter writer, long nowNs)
    {
        var sender = new GroupSender(options, device, stream.Encoding, _paths);
        device.FloodEnd = device.Uptime(nowNs);
        foreach (var group in stream.Groups) sender.SendAs(writer, group, device.Uptime(nowNs), nowNs);
        stream.Silence();
    }
}
