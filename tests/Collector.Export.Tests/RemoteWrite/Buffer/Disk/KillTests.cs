using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Collector.Testing;
using Collector.Testing.RemoteWrite;

namespace Collector.Export.Tests.RemoteWrite.Buffer.Disk;

/// <summary>A real process, killed by the kernel, on a real disk.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 12;

    private readonly TemporaryFolder _temporary = new();
    private readonly Random _random = new(7);
    private readonly List<int> _written = [];
    private readonly List<string> _said = [];

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Everything_written_before_a_kill_arrives()
    {
        using var port = new ReservedPort("127.61.7.1"); // it refuses, at first
        for (var kill = 0; kill < Kills / 2; kill++) await RunUntilKilledAsync(port.Endpoint);
        var arrived = new ConcurrentDictionary<int, bool>();
        await using (await WriteReceiver.StartAsync(request => Take(request, arrived), port))
        {
            for (var kill = 0; kill < Kills / 2; kill++) await RunUntilKilledAsync(port.Endpoint);
            using var last = Start(port.Endpoint, first: -1);
            await ReadAsync(last, line => false);
        } // and what the killed ones had under way is over too

        Assert.True(_said[^1] == "sent", Story());
        Assert.DoesNotContain(_said, line => line.StartsWith("disk", StringComparison.Ordinal)); // or what is in memory only is not expected to arrive
        Assert.True(_written.Count > Kills * 20);
        Assert.True(_written.TrueForAll(arrived.ContainsKey), $"{string.Join(' ', _written.Where(number => !arrived.ContainsKey(number)))} did not arrive\n{Story()}");
        Assert.InRange(arrived.Keys.Except(_written).Count(), 0, Kills); // written, and killed before it could say so
        Assert.True(Kills == _said.Count(line => line.Contains("in_order=False", StringComparison.Ordinal)), Story()); // every run after a kill says that it was one
        Assert.True(_said.Count(line => line.StartsWith("lost", StringComparison.Ordinal)) <= Kills, Story()); // half written when the kill came, and told by the next run
    }

    private static WriteAnswer Take(ReceivedWrite request, ConcurrentDictionary<int, bool> arrived)
    {
        arrived[BitConverter.ToInt32(request.Body)] = true;
        return WriteAnswer.Accept;
    }

    private async Task RunUntilKilledAsync(IPEndPoint receiver)
    {
        using var process = Start(receiver, (_written.Count == 0 ? -1 : _written[^1]) + 1000);
        var until = _random.Next(20, 300);
        var killed = false;
        await ReadAsync(process, line =>
        {
            var isDiskGone = line.StartsWith("disk", StringComparison.Ordinal); // it writes no more, and would wait for ever
            if (killed || (--until > 0 && !isDiskGone)) return false;
            return killed = true; // what the pipe still has was written before
        });
        _said.Add($"killed {killed}, ended with {process.ExitCode}");
    }

    /// <summary>Reads what a process says to its end.</summary>
    /// <param name="process">Which one.</param>
    /// <param name="isEnough">Whether it is to be killed, by SIGKILL, after a line.</param>
    private async Task ReadAsync(Process process, Predicate<string> isEnough)
    {
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (int.TryParse(line, CultureInfo.InvariantCulture, out var number)) _written.Add(number);
            else _said.Add(line);
            if (isEnough(line)) process.Kill();
        }

        await process.WaitForExitAsync();
        if (await errors is { Length: > 0 } complaint) _said.Add(complaint);
    }

    private string Story() => string.Join('\n', _said);

    private Process Start(IPEndPoint receiver, int first)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] arguments = ["exec", typeof(KillTests).Assembly.Location, _temporary["data"], $"http://{receiver}/", first.ToString(CultureInfo.InvariantCulture)];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // a runtime that is killed leaves its diagnostic sockets in the temporary folder
        return Process.Start(start)!;
    }
}
