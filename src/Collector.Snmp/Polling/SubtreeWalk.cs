using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;
using Collector.Snmp.Security;

namespace Collector.Snmp.Polling;

/// <summary>Reads a subtree: GETBULK after GETBULK, or GETNEXT for v1, until a name lies outside.</summary>
internal class SubtreeWalk(ModulePoll module, WalkStep plan, ObjectSet objects) : ModuleStep(module)
{
    private int _repetitions = module.State.Plan.MaxRepetitions;
    private bool _isFirst;
    private bool _asksForRoot;
    private int _replies;
    private int _lost; // repetitions of the request under way when it was first lost; 0 when it was not

    public WalkStep Plan => plan;

    /// <summary>What it would read is read otherwise in this poll.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>Replies that it takes, by its last reading; very many if that was cut short, or not read to its end in this way.</summary>
    public int UsualReplies => End == WalkEnd.Complete ? _replies : MappingLimits.Varbinds;

    /// <inheritdoc/>
    public override void Begin()
    {
        Cursor.Begin(plan.Root);
        (_isFirst, _asksForRoot, Disorder, _replies) = (true, false, null, 0);

        // After a tooBig the repetitions stay low for this poll; the next one tries twice as many.
        _repetitions = Math.Min(Math.Min(Most, Target.Trust.MostRepetitions), Math.Min(Target.Repetitions.Most, 2 * _repetitions));
        _lost = 0;
    }

    /// <summary>A first poll has nothing to be checked against, so it asks for what every agent does rightly.</summary>
    private int Most =>
        Target.IsReadWhole || Target.Series.Module(Module.Index) is not null ? Module.State.Plan.MaxRepetitions : Math.Min(RepetitionLimit.Harmless, Module.State.Plan.MaxRepetitions);

    /// <summary>What it would read has been laid out otherwise, as in nearly all polls from now on: it need not keep a place.</summary>
    public void StandBack() => DropCursor();

    /// <summary>Whether any of these objects is read with it.</summary>
    public bool Reads(ObjectSet due) => due.Overlaps(objects);

    /// <inheritdoc/>
    public override bool Claim(ObjectSet due)
    {
        if (!Reads(due)) return false;
        due.UnionWith(objects);
        return true;
    }

    /// <inheritdoc/>
    public override RequestPdu NextRequest()
    {
        if (_asksForRoot) return RequestPdu.Get(plan.Names.Span);
        return Target.Security.Version == SnmpVersion.V1 ? RequestPdu.GetNext(Cursor.Name) : RequestPdu.GetBulk(Cursor.Name, _repetitions);
    }

    /// <inheritdoc/>
    public override bool Shrink() => false;

    /// <summary>Some agents send nothing when they are asked for too much: what has never been answered is sent again with half as many repetitions.</summary>
    public override void OnLost()
    {
        if (_asksForRoot || Target.Security.Version == SnmpVersion.V1 || Target.Repetitions.IsProven(_repetitions)) return;
        if (_lost == 0) _lost = _repetitions;
        _repetitions = Math.Max(1, _repetitions / 2);
    }

    /// <inheritdoc/>
    public override StepReply OnReply(in Pdu pdu, uint afterMs)
    {
        _replies++;
        if (pdu.ErrorStatus != (int)ErrorStatus.NoError) return OnError((ErrorStatus)pdu.ErrorStatus);
        if (pdu.VarbindList.IsEmpty) return StepReply.Done(WalkEnd.EmptyReply);
        if (!TryTake(pdu, _asksForRoot ? default : plan.Root.Encoded, afterMs, out var stop, out var varbinds)) return StepReply.Ignore;
        JudgeRepetitions(varbinds);
        if (_asksForRoot) return StepReply.Done(stop == MapStop.Limit ? WalkEnd.Limit : WalkEnd.Complete);
        if (Module.Varbinds > MappingLimits.Varbinds || Module.Octets > MappingLimits.Octets) return StepReply.Done(WalkEnd.Limit);
        var wasFirst = _isFirst;
        _isFirst = false;
        switch (stop)
        {
            case MapStop.None when !Target.IsReadWhole && Module.Columns.TryTakeOver(this, Cursor):
                _replies = MappingLimits.Varbinds;
                return StepReply.Done(WalkEnd.Complete);
            case MapStop.None:
                return StepReply.GoOn;
            case MapStop.EndOfSubtree when wasFirst && varbinds == 0:
                _asksForRoot = true; // nothing below it: perhaps the module walks an instance
                return StepReply.GoOn;
            case MapStop.EndOfSubtree:
                return StepReply.Done(WalkEnd.Complete);
            case MapStop.NotIncreasing:
                if (Target.IsOnce) Disorder = $"{Oid.Format(Cursor.Name)} >= {NameAfter(pdu, varbinds)}";
                return StepReply.Done(WalkEnd.NotIncreasing);
            case MapStop.Limit:
                return StepReply.Done(WalkEnd.Limit);
            default:
                return StepReply.Done(WalkEnd.Malformed);
        }
    }

    /// <summary>Goes on with as many repetitions as before a loss, unless it was because of them.</summary>
    private void JudgeRepetitions(int varbinds)
    {
        if (_asksForRoot) return;
        var lost = _lost;
        _lost = 0;
        if (lost == 0) Target.Repetitions.OnAnswered(_repetitions);
        else if (varbinds > _repetitions || !Target.Repetitions.OnAnsweredWithFewer(lost, _repetitions, Target.Lane.Clock.UnixMs)) _repetitions = lost;
    }

    /// <summary>What becomes of a reply's varbinds: they are mapped.</summary>
    protected virtual bool TryTake(in Pdu pdu, ReadOnlySpan<byte> root, uint afterMs, out MapStop stop, out int varbinds) =>
        TryMap(pdu, root, afterMs, out stop, out varbinds);

    /// <summary>The name behind the varbinds that were taken.</summary>
    private static string NameAfter(in Pdu pdu, int taken)
    {
        var next = new NextName(taken);
        PduReader.ReadVarbinds(pdu.VarbindList, ref next);
        return next.Name;
    }

    private StepReply OnError(ErrorStatus status)
    {
        AgentError = (int)status;
        switch (status)
        {
            case ErrorStatus.NoSuchName when _isFirst && !_asksForRoot:
                _asksForRoot = true; // nothing after it, but there may be something at it
                return StepReply.GoOn;
            case ErrorStatus.NoSuchName:
                // RFC 1157 section 4.1.3: there is no name after this one. Proxies of v1 agents say so in v2c too.
                return StepReply.Done(WalkEnd.Complete);
            case ErrorStatus.TooBig when _repetitions > 1 && !_asksForRoot && Target.Security.Version != SnmpVersion.V1:
                _repetitions /= 2;
                return StepReply.GoOn;
            case ErrorStatus.TooBig:
                return StepReply.Done(WalkEnd.TooBig);
            default:
                return StepReply.Done(WalkEnd.AgentError);
        }
    }

    private struct NextName(int taken) : IVarbindHandler
    {
        private int _toSkip = taken;

        public string Name { get; private set; } = "";

        public bool OnVarbind(in Varbind varbind)
        {
            if (_toSkip-- > 0) return true;
            Name = Oid.Format(varbind.Name);
            return false;
        }
    }
}
