using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Collector.Testing;

namespace Collector.Interop.Tests.Peers;

/// <summary>A program that runs as our child until it is disposed: then it is killed, by its process id, and waited for.</summary>
/// <remarks>Its output is kept, because a failure of a real peer is only understood from what it said.</remarks>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly SemaphoreSlim _saidMore = new(0);

    private PeerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public string Output => string.Join('\n', _output);

    public bool HasExited => _process.HasExited;

    public static PeerProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var peer = new PeerProcess(StartInfo(program, arguments, environment));
        peer._process.Start();
        peer._process.BeginOutputReadLine();
        peer._process.BeginErrorReadLine();
        return peer;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code, its standard output, and what it complained of.</returns>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? input = null)
    {
        using var process = new Process { StartInfo = StartInfo(program, arguments, environment) };
        using var timeout = new CancellationTokenSource(Patience.Limit);
        process.StartInfo.RedirectStandardInput = true;
        process.Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), timeout.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    /// <summary>Waits until the program has written a line that contains a text.</summary>
    public async Task<string> WaitForLineAsync(string text)
    {
        using var timeout = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            if (_output.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } found) return found;
            if (_process.HasExited || timeout.IsCancellationRequested)
                throw new InvalidOperationException($"{_process.StartInfo.FileName} did not say '{text}' but:\n{Output}");
            await _saidMore.WaitAsync(TimeSpan.FromMilliseconds(500));
        }
    }

    /// <summary>Waits until the program has ended by itself, and said all that it had to say.</summary>
    public async Task EndedAsync()
    {
        using var timeout = new CancellationTokenSource(Patience.Limit);
        await _process.WaitForExitAsync(timeout.Token);
    }

    /// <summary>Sends a signal, by its name without SIG.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("/bin/kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>SIGKILL: the program can do nothing about it.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        _saidMore.Dispose();
    }

    private static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // our own programs: a runtime that is killed leaves its diagnostic sockets in the temporary folder
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return start;
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        _saidMore.Release();
    }
}
