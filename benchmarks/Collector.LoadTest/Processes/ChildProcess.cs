using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Collector.LoadTest.Processes;

/// <summary>A process that the load test started, with what it wrote and what it costs. Disposing ends it, and only it, by its id.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly string _name;
    private readonly ConcurrentQueue<string> _errors = new();
    private bool _isOver;

    private ChildProcess(Process process, string name)
    {
        _process = process;
        _name = name;
    }

    public int Id => _process.Id;

    /// <summary>What it costs, read from /proc now.</summary>
    public ProcessUsage Usage => ProcessUsage.Read(Id);

    /// <summary>The lines of its standard error so far: the daemon's log.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Starts an assembly that lies beside ours under the shared runtime.</summary>
    public static ChildProcess Start(string name, string assembly, params IEnumerable<string> arguments) =>
        StartProgram(name, "dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments]);

    /// <summary>Starts a program by its path.</summary>
    public static ChildProcess StartProgram(string name, string path, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(path)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{name} could not be started.");
        var child = new ChildProcess(process, name);
        process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Its next line of standard output.</summary>
    /// <exception cref="InvalidOperationException">It ended, or said nothing for long.</exception>
    public async Task<string> ReadLineAsync(CancellationToken cancelled)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancelled).AsTask().WaitAsync(Patience, cancelled);
        return line ?? throw new InvalidOperationException($"{_name} ended: {string.Join(Environment.NewLine, _errors)}");
    }

    public async Task WriteLineAsync(string line, CancellationToken cancelled)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancelled);
        await _process.StandardInput.FlushAsync(cancelled);
    }

    /// <summary>Sends a signal by its name: STOP, CONT, TERM.</summary>
    public void Signal(string signal)
    {
        if (_process.HasExited) return;
        using var kill = Process.Start("kill", [$"-{signal}", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOver) return;
        _isOver = true;
        Signal("CONT");
        Signal("TERM");
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _errors.Enqueue(line);
        while (_errors.Count > 1000) _errors.TryDequeue(out _);
    }
}
