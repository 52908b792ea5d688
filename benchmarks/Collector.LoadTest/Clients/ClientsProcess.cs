using System.Globalization;
using System.Text.Json;
using Collector.LoadTest.Processes;

namespace Collector.LoadTest.Clients;

/// <summary>Hostile clients in a process of their own, so that neither their files nor their memory are the load test's.</summary>
internal sealed class ClientsProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private ClientsProcess(ChildProcess process) => _process = process;

    /// <param name="daemon">Whom they torment.</param>
    /// <param name="connections">Idle ones, beside the others.</param>
    public static ClientsProcess Start(Uri daemon, int connections) =>
        new(ChildProcess.Start("the clients' process", "Collector.LoadTest.dll", ClientsCommand.Name, daemon.ToString(), connections.ToString(CultureInfo.InvariantCulture)));

    public async Task<ClientCounts> CountsAsync(CancellationToken cancelled)
    {
        await _process.WriteLineAsync("counts", cancelled);
        return JsonSerializer.Deserialize<ClientCounts>(await _process.ReadLineAsync(cancelled))!;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
