using Collector.Pipeline.Store;

namespace Collector.Daemon.Verdicts;

/// <summary>Why a module was cut short, after its name.</summary>
internal static class WalkEndText
{
    public static string Of(WalkEnd end) => end switch
    {
        WalkEnd.Timeout => "had no reply to a request, its repetitions included",
        WalkEnd.Deadline => "was not over when the time of a poll was",
        WalkEnd.NotIncreasing => "was ended because a name did not increase, and the device would have sent us round for ever",
        WalkEnd.AgentError => "was answered with an error",
        WalkEnd.TooBig => "has a value that is too big for a reply",
        WalkEnd.EmptyReply => "was answered without any value",
        WalkEnd.Malformed => "was answered with what cannot be read",
        WalkEnd.Limit => "has more rows than a module may have",
        WalkEnd.Unreachable => "was ended because the network says that the device cannot be reached",
        _ => "is complete",
    };
}
