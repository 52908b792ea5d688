using System.CommandLine;
using Collector.Daemon.Commands.Gnmi.Output;
using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Protocol.Extensions;
using Collector.Gnmi.Sessions;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary><c>collector gnmi get</c>: what is at some paths now.</summary>
internal static class GetCommand
{
    public static Command Create()
    {
        var connection = new ConnectionFlags();
        var request = new RequestFlags();
        var type = new Option<string>("--type") { Description = "all, config, state or operational", DefaultValueFactory = _ => "all", HelpName = "T" };
        type.AcceptOnlyFromAmong("all", "config", "state", "operational");
        var format = FormatFlag.Create();
        var command = new Command("get", "Print what is at some paths now") { type, format };
        connection.AddTo(command);
        request.AddTo(command);
        command.SetAction(async (result, cancelled) =>
        {
            var console = result.InvocationConfiguration;
            if (!connection.TryRead(result, out var target, out var address, out var refusal) || !request.TryRead(result, out var content, out refusal))
                return await CallReport.RefusedAsync(console.Error, refusal);
            using var calls = new TargetCalls(target, address);
            return await RunAsync(calls, content, Enum.Parse<GetRequest.Types.DataType>(result.GetRequiredValue(type), ignoreCase: true), ResponseWriter.For(result.GetRequiredValue(format), console.Output), console.Error, cancelled);
        });
        return command;
    }

    private static async Task<int> RunAsync(TargetCalls calls, RequestContent content, GetRequest.Types.DataType type, ResponseWriter writer, TextWriter error, CancellationToken cancelled)
    {
        var (encoding, failure) = await calls.ChooseEncodingAsync(content.Encoding, cancelled);
        if (failure is not null) return await CallReport.FailedAsync(error, failure, calls);
        var (answer, end) = await calls.AskAsync(TargetChannel.GetMethod, Request(content, type, encoding), GetResponse.Parser, cancelled);
        if (answer is null) return await CallReport.FailedAsync(error, end, calls);
        foreach (var notification in answer.Notification) await writer.WriteAsync(notification);
        return GnmiExit.Done;
    }

    private static GetRequest Request(RequestContent content, GetRequest.Types.DataType type, Encoding encoding)
    {
        var request = new GetRequest { Type = type, Encoding = encoding };
        var prefix = content.Prefix ?? GnmiPath.Root;
        if (content.Target.Length > 0 || prefix.Elements.Count > 0 || prefix.Origin.Length > 0) request.Prefix = prefix.ToProtocol(content.Target);
        foreach (var path in content.Paths) request.Path.Add(path.ToProtocol());
        foreach (var model in content.Models) request.UseModels.Add(new ModelData { Name = model });
        if (content.Depth > 0) request.Extension.Add(new Extension { Depth = new Depth { Level = content.Depth } });
        return request;
    }
}
