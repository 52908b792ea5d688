using System.Net;

namespace Collector.Interop.Tests.Peers;

/// <summary>The built <c>collector</c> as users run it: a process with a command line.</summary>
internal sealed class CollectorProgram : IAsyncDisposable
{
    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "collector.dll");

    private readonly PeerProcess _process;

    private CollectorProgram(PeerProcess process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it serves HTTP.</summary>
    public Uri Address { get; }

    public string Output => _process.Output;

    /// <summary>Runs a command that ends by itself.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunAsync(params IEnumerable<string> arguments) =>
        PeerProcess.RunAsync(Dotnet, [Assembly, .. arguments]);

    /// <summary>Starts <c>collector run</c> and waits until it serves HTTP, on a port that the system chose.</summary>
    public static Task<CollectorProgram> StartAsync(string configuration, IPAddress listen) => StartAsync(configuration, new IPEndPoint(listen, 0));

    /// <summary>As above, where it is said: for who must find it there again after a restart.</summary>
    /// <param name="configuration">The path of its collector.yml.</param>
    /// <param name="listen">Port 0 lets the system choose.</param>
    /// <param name="environment">What it finds in its environment beyond ours.</param>
    public static async Task<CollectorProgram> StartAsync(string configuration, IPEndPoint listen, IReadOnlyDictionary<string, string>? environment = null)
    {
        var process = PeerProcess.Start(Dotnet, [Assembly, "run", "--config", configuration, "--listen", $"{listen}"], environment);
        try
        {
            var banner = await process.WaitForLineAsync("/metrics");
            return new CollectorProgram(process, new Uri(new Uri(banner.Trim().Split(' ')[^1]), "/"));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL: no goodbye to anybody.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>SIGTERM, and waits until it has ended.</summary>
    public async Task EndAsync()
    {
        _process.Signal("TERM");
        await _process.EndedAsync();
    }

    /// <summary>SIGSTOP: it stands still until <see cref="Continue"/>.</summary>
    public void Stop() => _process.Signal("STOP");

    /// <summary>SIGCONT.</summary>
    public void Continue() => _process.Signal("CONT");

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
