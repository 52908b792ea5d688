using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Agent;

/// <summary>Recognises the request that begins a poll: the one that asks for sysUpTime.0.</summary>
internal static class NextPoll
{
    private static readonly Oid _sysUpTime = Oid.Parse("1.3.6.1.2.1.1.3.0");
    private static readonly Oid _system = Oid.Parse("1.3.6.1.2.1.1");

    /// <summary>GET of sysUpTime.0 itself, or GETNEXT and GETBULK from a name above it in the system group.</summary>
    public static bool IsBegunBy(in Request request)
    {
        var exact = request.Header.Type is PduType.Get;
        for (var number = 0; number < request.Names.Count; number++)
        {
            var name = request.Name(number);
            if (exact ? name.SequenceEqual(_sysUpTime.Encoded) : _system.IsPrefixOf(name) && _sysUpTime.Encoded.StartsWith(name)) return true;
        }
        return false;
    }
}
