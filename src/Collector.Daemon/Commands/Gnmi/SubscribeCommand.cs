using System.CommandLine;
using Collector.Daemon.Commands.Gnmi.Output;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary><c>collector gnmi subscribe</c>: prints what a target sends, until somebody has seen enough.</summary>
internal static class SubscribeCommand
{
    public static Command Create()
    {
        var connection = new ConnectionFlags();
        var request = new RequestFlags();
        var how = new SubscribeFlags();
        var format = FormatFlag.Create(withPrometheus: true);
        var command = new Command("subscribe", "Print what the target sends, until Ctrl-C") { format };
        command.Aliases.Add("sub");
        connection.AddTo(command);
        request.AddTo(command);
        how.AddTo(command);
        command.SetAction(async (result, cancelled) =>
        {
            var console = result.InvocationConfiguration;
            if (!connection.TryRead(result, out var target, out var address, out var refusal)
                || !request.TryRead(result, out var content, out refusal)
                || !how.TryRead(result, content, out var subscription, out var bounds, out refusal)) return await CallReport.RefusedAsync(console.Error, refusal);
            using var calls = new TargetCalls(target, address);
            var writer = result.GetRequiredValue(format) == FormatFlag.Prometheus
                ? new ExpositionWriter(target, subscription, console.Output, console.Error)
                : ResponseWriter.For(result.GetRequiredValue(format), console.Output);
            return await new SubscriptionWatch(calls, subscription, bounds, writer, console.Error).RunAsync(cancelled);
        });
        return command;
    }
}
