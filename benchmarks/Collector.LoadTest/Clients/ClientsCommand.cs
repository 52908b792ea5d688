using System.CommandLine;
using System.Text.Json;

namespace Collector.LoadTest.Clients;

/// <summary>The other side of <see cref="ClientsProcess"/>: hostile clients in a process of their own, which says how they fare for each line of standard input, and ends with it.</summary>
internal static class ClientsCommand
{
    public const string Name = "clients-process";

    public static Command Create()
    {
        var daemon = new Argument<string>("daemon");
        var connections = new Argument<int>("connections");
        var command = new Command(Name, "The process of clients that the scenario starts for itself.") { daemon, connections };
        command.Hidden = true;
        command.SetAction(async (result, cancelled) => await RunAsync(new HostileClients(new Uri(result.GetValue(daemon)!), result.GetValue(connections)), cancelled));
        return command;
    }

    private static async Task RunAsync(HostileClients clients, CancellationToken cancelled)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var running = clients.RunAsync(ending.Token);
        while (await Console.In.ReadLineAsync(cancelled) is not null)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(clients.Counts));
            await Console.Out.FlushAsync(CancellationToken.None);
        }

        await ending.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // as asked
        }
    }
}
