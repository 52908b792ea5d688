using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Security.Usm;

/// <summary>What a report says, from the name of its first varbind (RFC 3414 section 5, RFC 3413 section 4.2, RFC 3412 section 5).</summary>
internal static class UsmReport
{
    private static readonly (byte[] Name, AccessProblem Problem)[] Known =
    [
        (Oid.Parse("1.3.6.1.6.3.15.1.1.1.0").Encoded.ToArray(), AccessProblem.UnsupportedSecurityLevel),
        (Oid.Parse("1.3.6.1.6.3.15.1.1.2.0").Encoded.ToArray(), AccessProblem.NotInTimeWindow),
        (Oid.Parse("1.3.6.1.6.3.15.1.1.3.0").Encoded.ToArray(), AccessProblem.UnknownUser),
        (Oid.Parse("1.3.6.1.6.3.15.1.1.4.0").Encoded.ToArray(), AccessProblem.UnknownEngineId),
        (Oid.Parse("1.3.6.1.6.3.15.1.1.5.0").Encoded.ToArray(), AccessProblem.WrongDigest),
        (Oid.Parse("1.3.6.1.6.3.15.1.1.6.0").Encoded.ToArray(), AccessProblem.DecryptionError),
        (Oid.Parse("1.3.6.1.6.3.12.1.4.0").Encoded.ToArray(), AccessProblem.UnknownContext), // snmpUnavailableContexts
        (Oid.Parse("1.3.6.1.6.3.12.1.5.0").Encoded.ToArray(), AccessProblem.UnknownContext),
    ];

    public static AccessProblem Read(in Pdu pdu)
    {
        var first = new FirstName();
        PduReader.ReadVarbinds(pdu.VarbindList, ref first);
        return first.Problem;
    }

    private struct FirstName() : IVarbindHandler
    {
        public AccessProblem Problem { get; private set; } = AccessProblem.OtherReport;

        public bool OnVarbind(in Varbind varbind)
        {
            foreach (var (name, problem) in Known)
            {
                if (varbind.Name.SequenceEqual(name)) Problem = problem;
            }

            return false;
        }
    }
}
