using Collector.Daemon.Commands.Gnmi.Output;
using Collector.Grpc;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary>Tells on the error output how a call failed, and what it means for the exit code.</summary>
internal static class CallReport
{
    public static async Task<int> FailedAsync(TextWriter error, CallEnd end, TargetCalls calls)
    {
        var code = end.Reason is EndReason.ServerStatus or EndReason.PlannedEnd ? $"{GrpcCodes.NameOf(end.Status.StatusCode)}: " : "";
        await error.WriteLineAsync($"{calls.Address}: {code}{SafeText.Of(end.Status.Detail)}");
        if (CallHint.Of(end, calls.Target, calls.Address) is { } hint) await error.WriteLineAsync("  " + hint);
        return CallHint.IsNoConnection(end) ? GnmiExit.NoConnection : GnmiExit.Refused;
    }

    public static async Task<int> RefusedAsync(TextWriter error, string refusal)
    {
        await error.WriteLineAsync(refusal);
        return GnmiExit.Usage;
    }
}
