using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Snmp.Security;

namespace Collector.Snmp.Polling;

/// <summary>Reads the instances that a module names, several in one GET.</summary>
internal sealed class InstanceGets : ModuleStep
{
    /// <summary>Names in one GET: about 1,000 octets of request with usual OIDs.</summary>
    private const int MostNames = 48;

    private readonly ObjectSet _objects;
    private Oid[] _names;
    private int _next;
    private int _chunk;
    private bool _skippedTooBig;

    public InstanceGets(ModulePoll module, IEnumerable<Oid> names)
        : base(module)
    {
        _names = [.. names];
        _objects = module.State.Plan.Objects.SetOf(_names);
    }

    // A v1 agent refuses the whole GET for one name it does not have, so each name is asked for alone.
    private int LargestChunk => Target.Security.Version == SnmpVersion.V1 ? 1 : Math.Min(MostNames, Module.State.Plan.MaxRepetitions);

    /// <summary>The objects that these are instances of.</summary>
    public ObjectSet Objects => _objects;

    /// <summary>What is asked for.</summary>
    public IReadOnlyList<Oid> Names => _names;

    /// <summary>What to ask for from the next <see cref="Begin"/> on.</summary>
    public void Use(Oid[] names) => _names = names;

    /// <inheritdoc/>
    public override void Begin()
    {
        Cursor.Begin(default);
        (_next, _chunk, _skippedTooBig) = (0, LargestChunk, false);
    }

    /// <inheritdoc/>
    public override bool Claim(ObjectSet due)
    {
        if (!due.Overlaps(_objects)) return false;
        due.UnionWith(_objects);
        return true;
    }

    /// <inheritdoc/>
    public override RequestPdu NextRequest() => RequestPdu.Get(_names.AsSpan(_next, Math.Min(_chunk, _names.Length - _next)));

    /// <inheritdoc/>
    public override bool Shrink()
    {
        if (_chunk == 1) return false;
        _chunk /= 2;
        return true;
    }

    /// <inheritdoc/>
    public override StepReply OnReply(in Pdu pdu, uint afterMs)
    {
        if (pdu.ErrorStatus != 0) AgentError = pdu.ErrorStatus;
        switch ((ErrorStatus)pdu.ErrorStatus)
        {
            case ErrorStatus.NoError when pdu.VarbindList.IsEmpty:
                return StepReply.Done(WalkEnd.EmptyReply);
            case ErrorStatus.NoError:
                return TryMap(pdu, default, afterMs, out _, out _) ? Advance() : StepReply.Ignore;
            case ErrorStatus.NoSuchName when Target.Security.Version == SnmpVersion.V1:
                return Advance();
            case ErrorStatus.TooBig when Shrink():
                return StepReply.GoOn;
            case ErrorStatus.TooBig:
                _skippedTooBig = true;
                return Advance();
            default:
                return StepReply.Done(WalkEnd.AgentError);
        }
    }

    private StepReply Advance()
    {
        _next += Math.Min(_chunk, _names.Length - _next);
        if (_next < _names.Length) return StepReply.GoOn;
        return StepReply.Done(_skippedTooBig ? WalkEnd.TooBig : WalkEnd.Complete);
    }
}
