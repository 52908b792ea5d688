using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Paces;
using Collector.Snmp.Messages;
using Collector.Snmp.Security;

namespace Collector.Snmp.Polling.Paces;

/// <summary>
/// Asks for a module's guards in one GET, after all else that the poll reads: if they are as after the last poll, nothing changed in between, and so not
/// while this poll's values were read either. The instances that the module names are asked for with them, when it is certain that there will be this GET.
/// </summary>
internal sealed class GuardGets : ModuleStep
{
    private const int MostNames = 24; // a reply to so many is far from full

    private readonly GuardValues _values;
    private readonly Oid[] _guards;
    private readonly Oid[] _withInstances;
    private readonly int _mostNames;
    private Oid[] _names;
    private int _next;
    private int _chunk;
    private WalkEnd _end;

    public GuardGets(ModulePoll module, PacePlan paces, GuardValues values)
        : base(module)
    {
        _values = values;
        _guards = [.. paces.Guards.Select(guard => guard.Instance)];
        _withInstances = [.. _guards.Union(module.State.Plan.Gets)];
        _mostNames = Math.Min(MostNames, module.State.Plan.MaxRepetitions);
        _names = _guards;
    }

    /// <summary>What is asked for.</summary>
    public IReadOnlyList<Oid> Names => _names;

    /// <summary>Whether the module's instances can be asked for in the same GET.</summary>
    public bool CanHaveInstances => _withInstances.Length <= _mostNames && Target.Security.Version != SnmpVersion.V1;

    /// <summary>Whether they are, in the poll under way.</summary>
    public bool HasInstances { get; set; }

    /// <inheritdoc/>
    public override void Begin()
    {
        _names = HasInstances ? _withInstances : _guards;
        (_next, _chunk, _end, AgentError) = (0, Target.Security.Version == SnmpVersion.V1 ? 1 : _names.Length, WalkEnd.Complete, 0); // a v1 agent refuses the whole GET for one name it does not have
        Cursor.Begin(default);
    }

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
                if (!TryRead(pdu, afterMs)) return StepReply.Ignore;
                break;
            case var status when (HasInstances || status == ErrorStatus.TooBig) && Shrink():
                return StepReply.GoOn;
            case var status when HasInstances && _next >= _guards.Length:
                AgentError = (int)status;
                _end = status == ErrorStatus.TooBig ? WalkEnd.TooBig : WalkEnd.AgentError;
                break;
        }

        // Whatever else it says, it does not have the guards; that is no fault of the poll.
        _next += Math.Min(_chunk, _names.Length - _next);
        if (_next < _names.Length) return StepReply.GoOn;
        _values.EndReading();
        return StepReply.Done(_end);
    }

    private bool TryRead(in Pdu pdu, uint afterMs)
    {
        var reader = new Reader(_guards, _values);
        if (PduReader.ReadVarbinds(pdu.VarbindList, ref reader) != DecodeStatus.Ok) return false;
        if (HasInstances) return TryMap(pdu, default, afterMs, out _, out _);
        Module.CountVarbinds(reader.Taken, pdu.VarbindList.Length, 0);
        return true;
    }

    private struct Reader(Oid[] guards, GuardValues values) : IVarbindHandler
    {
        public int Taken { get; private set; }

        public bool OnVarbind(in Varbind varbind)
        {
            if (varbind.Value.IsException || !varbind.Value.TryGetUInt64(out var value) || value > long.MaxValue) return true;
            for (var guard = 0; guard < guards.Length; guard++)
            {
                if (!varbind.Name.SequenceEqual(guards[guard].Encoded)) continue;
                values.Set(guard, (long)value);
                Taken++;
            }

            return true;
        }
    }
}
