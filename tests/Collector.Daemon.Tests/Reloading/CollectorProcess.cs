using System.Collections.Concurrent;
using System.Diagnostics;
using Collector.Daemon.Wiring;
using Collector.Testing;

namespace Collector.Daemon.Tests.Reloading;

/// <summary>The built <c>collector</c> as a process of its own, for what only a process has: signals, a standard error, an exit code.</summary>
internal sealed class CollectorProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _news = new(0);

    private CollectorProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>All lines so far, of both outputs.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    public static CollectorProcess Start(params IEnumerable<string> arguments) => StartIn(Environment.CurrentDirectory, arguments);

    public static CollectorProcess StartIn(string folder, params IEnumerable<string> arguments) =>
        StartProgram("dotnet", folder, [typeof(CollectorHost).Assembly.Location, .. arguments]);

    /// <summary>With variables beyond those that we have ourselves.</summary>
    public static CollectorProcess StartWith(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        StartProgram("dotnet", Environment.CurrentDirectory, [typeof(CollectorHost).Assembly.Location, .. arguments], environment);

    /// <summary>A program that becomes the collector.</summary>
    public static CollectorProcess StartProgram(string program, string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // a runtime that is killed leaves its diagnostic sockets in the temporary folder
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return new CollectorProcess(Process.Start(start)!);
    }

    /// <summary>Waits for a line with this text, said at any time.</summary>
    public async Task<string> WaitForAsync(string text, int times = 1)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            string[] found = [.. _lines.Where(line => line.Contains(text, StringComparison.Ordinal))];
            if (found.Length >= times) return found[^1];
            try
            {
                await _news.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"The process did not say \"{text}\" but:\n{string.Join('\n', _lines)}");
            }
        }
    }

    /// <summary>Waits until it serves HTTP.</summary>
    public async Task<HttpClient> WaitForHttpAsync()
    {
        var address = (await WaitForAsync("  series ")).Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal));
        return new HttpClient { BaseAddress = new Uri(new Uri(address), "/") };
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience.Limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _news.Dispose();
    }

    private void Take(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        _lines.Enqueue(line.Data);
        _news.Release();
    }
}
