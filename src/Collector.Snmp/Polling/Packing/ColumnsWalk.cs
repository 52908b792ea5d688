using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;
using Collector.Snmp.Security;

namespace Collector.Snmp.Polling.Packing;

/// <summary>
/// Reads columns side by side: each GETBULK has as many of them as fill the reply, and each column goes on from its own last name. Several such chains
/// share the parts that are to be read. Next: <see cref="ColumnPool"/>, which says what a request has.
/// </summary>
/// <remarks>
/// The lane's thread only. An answer that makes no sense beside other columns is asked for again with each column alone, so that an agent which cannot do
/// several is read all the same.
/// </remarks>
internal sealed class ColumnsWalk(ModulePoll module, int chain) : ModuleStep(module)
{
    private int _repetitions;
    private WalkEnd _end;

    private ColumnPool Pool => Module.Columns.Pool!;

    /// <summary>More rows of fewer columns would not make a reply fuller, so it asks for no more than every agent does rightly.</summary>
    private int MostRepetitions => Math.Min(
        Math.Min(RepetitionLimit.Harmless, Module.State.Plan.MaxRepetitions),
        Math.Min(Math.Min(Target.ReplySize.Repetitions, Target.Repetitions.Most), Target.Trust.MostRepetitions));

    /// <inheritdoc/>
    public override void Begin() => (_repetitions, _end, AgentError) = (0, WalkEnd.Complete, 0);

    /// <inheritdoc/>
    public override StepReadiness Prepare()
    {
        _repetitions = Pool.Take(chain, Target.ReplySize.Room, MostRepetitions);
        if (_repetitions > 0) return StepReadiness.Ask;
        return Pool.Waiting > 0 ? StepReadiness.Later : StepReadiness.Over;
    }

    /// <inheritdoc/>
    public override WalkEnd EndUnasked => _end;

    /// <inheritdoc/>
    public override RequestPdu NextRequest()
    {
        var names = Target.Lane.Packing.Names;
        names.Clear();
        foreach (var index in Pool.AskedBy(chain))
        {
            ref var part = ref Pool.Parts[index];
            names.Add(part.Object.Prefix, part.Row == RowIndex.None ? default : part.Table.Rows.Key(part.Row));
        }

        return RequestPdu.GetBulk(names, _repetitions);
    }

    /// <inheritdoc/>
    public override bool Shrink()
    {
        var asked = Pool.AskedBy(chain);
        if (asked.Length == 1) return false;
        foreach (var index in asked[(asked.Length / 2)..]) Pool.Return(index, isOver: false, WalkEnd.Complete);
        return true;
    }

    /// <summary>The same columns are asked for again, since the reply to any sending counts, but for less of them.</summary>
    public override void OnLost()
    {
        Target.ReplySize.OnLost(Expected());
        _repetitions = Math.Max(1, _repetitions / 2);
    }

    /// <inheritdoc/>
    public override StepReply OnReply(in Pdu pdu, uint afterMs)
    {
        if (pdu.ErrorStatus != (int)ErrorStatus.NoError) return OnError((ErrorStatus)pdu.ErrorStatus);
        var asked = Pool.AskedBy(chain);
        if (pdu.VarbindList.IsEmpty) return GiveUp(asked, WalkEnd.EmptyReply);
        ColumnsMapper.Prefetch(Pool.Parts, asked, _repetitions);
        var mapper = new ColumnsMapper(Module.State, Target.Lane.Pool, Pool.Parts, asked, afterMs);
        if (PduReader.ReadVarbinds(pdu.VarbindList, ref mapper) != DecodeStatus.Ok) return StepReply.Ignore;
        Module.CountVarbinds(mapper.Taken, pdu.VarbindList.Length, mapper.Unfit);
        Target.Lane.Metrics.Mapped(mapper.Taken, 0, mapper.Unfit);
        if (mapper.Stop == MapStop.Limit || Module.Varbinds > MappingLimits.Varbinds || Module.Octets > MappingLimits.Octets) return StepReply.Done(WalkEnd.Limit);
        if (mapper.Stop != MapStop.None) return GiveUp(asked, mapper.Stop == MapStop.NotIncreasing ? WalkEnd.NotIncreasing : WalkEnd.Malformed);
        Settle(asked, mapper.Count, pdu.VarbindList.Length);
        return GoOn();
    }

    /// <summary>Keeps how far each column came.</summary>
    private void Settle(ReadOnlySpan<int> asked, int varbinds, int octets)
    {
        var (isOver, isAnyOver, expected) = (true, false, Expected());
        foreach (var index in asked)
        {
            ref var part = ref Pool.Parts[index];
            part.Row = part.At;
            part.Rows += part.Taken;
            if (part.Taken > 0) Module.Columns.Sizes.Add(part.Object, part.Taken, part.TakenOctets);
            part.Left = WhatIsLeft(ref part);
            isOver &= part.IsOver;
            isAnyOver |= part.IsOver;
            Pool.Return(index, part.IsOver, WalkEnd.Complete);
        }

        Module.Columns.OnRowsFound();
        if (!isAnyOver && varbinds == asked.Length * _repetitions) Target.ReplySize.OnMeasured(expected, octets);
        if (isOver || varbinds >= asked.Length * _repetitions) Target.ReplySize.OnFull();
        else Target.ReplySize.OnShort(asked.Length, _repetitions, varbinds);
    }

    /// <summary>Behind the rows that were known, first one more is asked for, then two, then four …</summary>
    private static int WhatIsLeft(ref ColumnPart part)
    {
        if (part.IsProbe && part.Taken > 0)
        {
            part.IsProbe = false;
            return Math.Max(1, part.Table.Rows.Count);
        }

        if (part.Left > part.Taken) return part.Left - part.Taken;
        if (part.Taken == 0) return Math.Max(1, part.Left); // it had no place in this reply
        return 1 << Math.Min(part.Beyond++, 10);
    }

    private StepReply OnError(ErrorStatus status)
    {
        AgentError = (int)status;
        var asked = Pool.AskedBy(chain);
        switch (status)
        {
            case ErrorStatus.TooBig when asked.Length > 1 || _repetitions > 1:
                Target.ReplySize.OnTooBig();
                foreach (var index in asked) Pool.Return(index, isOver: false, WalkEnd.Complete);
                return StepReply.GoOn;
            case ErrorStatus.TooBig:
                return GiveUp(asked, WalkEnd.TooBig);
            case ErrorStatus.NoSuchName when Pool.Parts[asked[0]].IsAlone:
                Pool.Return(asked[0], isOver: true, WalkEnd.Complete); // as a subtree's walk has it: there is no name after this one
                return GoOn();
            default:
                return GiveUp(asked, WalkEnd.AgentError);
        }
    }

    /// <summary>An answer of no use: each column is read again by itself, and one that was by itself is over.</summary>
    private StepReply GiveUp(ReadOnlySpan<int> asked, WalkEnd end)
    {
        foreach (var index in asked)
        {
            ref var part = ref Pool.Parts[index];
            var isFinal = part.IsAlone || end == WalkEnd.TooBig;
            if (isFinal) _end = _end == WalkEnd.Complete ? end : _end;
            else Pool.Suspicions++;
            (part.IsAlone, part.Row, part.Rows) = (true, part.From, 0);
            Pool.Return(index, isFinal, end);
        }

        return GoOn();
    }

    /// <summary>It got no reply, or had to end: what it asked for is over with it.</summary>
    public void Abandon(WalkEnd end)
    {
        foreach (var index in Pool.AskedBy(chain)) Pool.Return(index, isOver: true, end);
    }

    private StepReply GoOn() => Pool.Waiting > 0 ? StepReply.GoOn : StepReply.Done(_end);

    private float Expected()
    {
        var octets = 0f;
        foreach (var index in Pool.AskedBy(chain)) octets += Pool.Parts[index].Octets;
        return octets * _repetitions;
    }
}
