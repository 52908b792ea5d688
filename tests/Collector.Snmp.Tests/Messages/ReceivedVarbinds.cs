using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Tests.Messages;

/// <summary>Keeps each varbind as a line: name, type, content octets.</summary>
internal readonly struct ReceivedVarbinds() : IVarbindHandler
{
    public List<string> Lines { get; } = [];

    public bool OnVarbind(in Varbind varbind)
    {
        Lines.Add($"{Oid.Format(varbind.Name)} {varbind.Value.Type} {Convert.ToHexString(varbind.Value.Content)}");
        return true;
    }
}
