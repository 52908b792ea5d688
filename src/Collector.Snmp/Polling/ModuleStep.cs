using Collector.Pipeline.Scheduling;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Snmp.Security;

namespace Collector.Snmp.Polling;

/// <summary>Where a step is between two of its requests.</summary>
internal enum StepState : byte
{
    /// <summary>Not begun, or done.</summary>
    Idle,

    /// <summary>Its next request waits for a place in the target's window.</summary>
    InWindowQueue,

    /// <summary>Its next request waits for room in the lane's receive buffer.</summary>
    InLaneQueue,

    /// <summary>Its next request waits for the target's security: for the engine to be discovered, or for keys.</summary>
    Held,

    /// <summary>Its request has been sent.</summary>
    InFlight,

    /// <summary>What it could ask now is asked in fewer requests once others of the same module are answered.</summary>
    Parked,
}

/// <summary>What a step has to ask when its turn has come.</summary>
internal enum StepReadiness : byte
{
    /// <summary>Its next request.</summary>
    Ask,

    /// <summary>Nothing before another step of its module has been answered.</summary>
    Later,

    /// <summary>Nothing more.</summary>
    Over,
}

/// <summary>One chain of requests of a module's poll: one request at a time, each made from the reply to the one before.</summary>
/// <remarks>The lane's thread only. Made once for each target and used in every poll.</remarks>
internal abstract class ModuleStep(ModulePoll module) : ITimed
{
    private WalkCursor? _cursor;

    public ModulePoll Module { get; } = module;

    public LaneTarget Target => Module.Target;

    public StepState State { get; set; }

    /// <summary>Whether this phase of the poll has it.</summary>
    public bool IsDue { get; set; }

    /// <summary>How it ended in this poll, once it has.</summary>
    public WalkEnd End { get; set; }

    /// <summary>What the agent said that ended it, for <see cref="WalkEnd.AgentError"/> and <see cref="WalkEnd.TooBig"/>.</summary>
    public int AgentError { get; protected set; }

    /// <summary>
    /// For <see cref="WalkEnd.NotIncreasing"/>, the last name and the one that came after it: <c>1.3.6.1.2.1.2.2.1.1.5 >= 1.3.6.1.2.1.2.2.1.1.3</c>. Only for
    /// targets that are polled on demand: somebody reads it.
    /// </summary>
    public string? Disorder { get; protected set; }

    /// <summary>The slot in the request table, while <see cref="StepState.InFlight"/>.</summary>
    public int Slot { get; set; }

    /// <summary>How often the request under way was sent again at once, because the agent had corrected us.</summary>
    public int Corrections { get; set; }

    /// <summary>How it ends when it has nothing more to ask.</summary>
    public virtual WalkEnd EndUnasked => WalkEnd.Complete;

    /// <summary>Where its varbinds go on.</summary>
    protected WalkCursor Cursor => _cursor ??= new WalkCursor();

    /// <summary>Between two beginnings: a step that is seldom read keeps nothing.</summary>
    protected void DropCursor() => _cursor = null;

    /// <summary>Begins anew, for a poll.</summary>
    public abstract void Begin();

    /// <summary>Whether it reads any of these objects. Adds those that it cannot help reading with them.</summary>
    public virtual bool Claim(ObjectSet due) => false;

    /// <summary>Decides what its next request asks.</summary>
    public virtual StepReadiness Prepare() => StepReadiness.Ask;

    /// <summary>What to ask now. Asked again for each sending.</summary>
    public abstract RequestPdu NextRequest();

    /// <summary>A valid reply to the request.</summary>
    public abstract StepReply OnReply(in Pdu pdu, uint afterMs);

    /// <summary>Its request had no reply in time and is sent again.</summary>
    public virtual void OnLost()
    {
    }

    /// <summary>The request does not fit into a datagram. True when a smaller one can be tried.</summary>
    public abstract bool Shrink();

    /// <inheritdoc/>
    public void OnTimer(int kind, long now) => Target.Lane.Exchanges.OnTimer(this, kind);

    /// <summary>Maps a reply's varbinds. False when its list is broken: what came before the damage will be overwritten by the next reply.</summary>
    protected bool TryMap(in Pdu pdu, ReadOnlySpan<byte> root, uint afterMs, out MapStop stop, out int varbinds)
    {
        var mapper = new ReplyMapper(Module.State, Target.Lane.Pool, Cursor, root, afterMs);
        var status = PduReader.ReadVarbinds(pdu.VarbindList, ref mapper);
        (stop, varbinds) = (mapper.Stop, mapper.Taken + mapper.Unmapped);
        if (status != Ber.DecodeStatus.Ok) return false;
        mapper.Save(Cursor);
        Module.CountVarbinds(varbinds, pdu.VarbindList.Length, mapper.Unfit);
        Target.Lane.Metrics.Mapped(mapper.Taken, mapper.Unmapped, mapper.Unfit);
        return true;
    }
}
