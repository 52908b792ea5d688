using Collector.Pipeline.Store;

namespace Collector.Snmp.Polling;

/// <summary>What a step makes of a reply.</summary>
internal readonly struct StepReply
{
    private StepReply(StepAction action, WalkEnd end) => (Action, End) = (action, end);

    /// <summary>The reply is of no use; the request goes on waiting and is sent again in time.</summary>
    public static StepReply Ignore => new(StepAction.Ignore, default);

    /// <summary>There is more to ask.</summary>
    public static StepReply GoOn => new(StepAction.GoOn, default);

    public StepAction Action { get; }

    /// <summary>How the step ended, when it did.</summary>
    public WalkEnd End { get; }

    public static StepReply Done(WalkEnd end) => new(StepAction.Done, end);
}

/// <summary>What happens to a step after a reply.</summary>
internal enum StepAction : byte
{
    Ignore,
    GoOn,
    Done,
}
