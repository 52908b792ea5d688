using Collector.Snmp.Messages;
using Collector.Snmp.Messages.V3;

namespace Collector.Snmp.Security.Usm;

/// <summary>The question for an engine's id: a request for nothing from nobody, which every agent must answer with a report (RFC 3414 section 4).</summary>
internal static class Discovery
{
    public static bool TryWrite(Span<byte> buffer, int id, out int length)
    {
        length = 0;
        var header = new V3Header { Id = id, MaxSize = UserSecurity.OwnMaxSize, Flags = MessageFlags.Reportable };
        var reserve = V3Envelope.Reserve(header);
        if (reserve >= buffer.Length) return false;
        var writer = new PduWriter(buffer[reserve..], new PduHeader(PduType.Get, id));
        if (!writer.TryComplete(out var pduLength, out _) || !V3Envelope.TryWrap(buffer, header, reserve, pduLength, out var layout)) return false;
        length = layout.Length;
        return true;
    }
}
