using System.CommandLine;
using Collector.Daemon.Commands.Gnmi.Output;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary><c>collector gnmi capabilities</c>: what a target can do.</summary>
internal static class CapabilitiesCommand
{
    public static Command Create()
    {
        var connection = new ConnectionFlags();
        var format = FormatFlag.Create();
        var command = new Command("capabilities", "Say which encodings and models the target has") { format };
        command.Aliases.Add("cap");
        connection.AddTo(command);
        command.SetAction(async (result, cancelled) =>
        {
            var console = result.InvocationConfiguration;
            if (!connection.TryRead(result, out var target, out var address, out var refusal)) return await CallReport.RefusedAsync(console.Error, refusal);
            using var calls = new TargetCalls(target, address);
            var (answer, end) = await calls.CapabilitiesAsync(cancelled);
            if (answer is null) return await CallReport.FailedAsync(console.Error, end, calls);
            await console.Output.WriteAsync(result.GetValue(format) == FormatFlag.Json ? CapabilitiesText.Json(answer) : CapabilitiesText.Readable(answer));
            return GnmiExit.Done;
        });
        return command;
    }
}
