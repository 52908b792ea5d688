using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Paces;
using Collector.Snmp.Messages;
using Collector.Snmp.Security;

namespace Collector.Snmp.Polling.Paces;

/// <summary>
/// Asks for a module's guards in one GET, after all else that the poll reads: if they are as after the last poll, nothing changed in between, and so not
/// while this poll's values were read either.
/// </summary>
internal sealed class GuardGets(ModulePoll module, PacePlan paces, GuardValues values) : ModuleStep(module)
{
    private readonly Oid[] _names = [.. paces.Guards.Select(guard => guard.Instance)];
    private int _next;
    private int _chunk;

    /// <summary>What is asked for.</summary>
    public IReadOnlyList<Oid> Names => _names;

    /// <inheritdoc/>
    public override void Begin() =>
        (_next, _chunk) = (0, Target.Security.Version == SnmpVersion.V1 ? 1 : _names.Length); // a v1 agent refuses the whole GET for one name it does not have

    /// <inheritdoc/>
    public override RequestPdu NextRequest() => RequestPdu.Get(_names.AsSpan(_next, Math.Min(_chunk, _names.Length - _next)));

    /// <inheritdoc/>
    public override bool Shrink()
    {
        if (_chunk == 1) return false;
        _chunk = 1;
        return true;
    }

    /// <inheritdoc/>
    public override StepReply OnReply(in Pdu pdu, uint afterMs)
    {
        switch ((ErrorStatus)pdu.ErrorStatus)
        {
            case ErrorStatus.NoError:
                var reader = new Reader(_names, values);
                if (PduReader.ReadVarbinds(pdu.VarbindList, ref reader) != DecodeStatus.Ok) return StepReply.Ignore;
                Module.CountVarbinds(reader.Taken, pdu.VarbindList.Length, 0);
                break;
            case ErrorStatus.TooBig when Shrink():
                return StepReply.GoOn;
        }

        // Whatever else it says, it does not have them; that is no fault of the poll.
        _next += Math.Min(_chunk, _names.Length - _next);
        if (_next < _names.Length) return StepReply.GoOn;
        values.EndReading();
        return StepReply.Done(WalkEnd.Complete);
    }

    private struct Reader(Oid[] names, GuardValues values) : IVarbindHandler
    {
        public int Taken { get; private set; }

        public bool OnVarbind(in Varbind varbind)
        {
            if (varbind.Value.IsException || !varbind.Value.TryGetUInt64(out var value) || value > long.MaxValue) return true;
            for (var guard = 0; guard < names.Length; guard++)
            {
                if (!varbind.Name.SequenceEqual(names[guard].Encoded)) continue;
                values.Set(guard, (long)value);
                Taken++;
            }

            return true;
        }
    }
}
