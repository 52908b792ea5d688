using System.Diagnostics;
using System.Globalization;
using System.Net;
using Collector.Testing;

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
        var place = new IPEndPoint(IPAddress.Parse("127.61.7.1"), 0);
        await using (var first = await WriteReceiver.StartAsync(_ => WriteAnswer.Accept, place)) place = first.Endpoint; // a port that is free, and then refuses
        for (var kill = 0; kill < Kills / 2; kill++) await RunUntilKilledAsync(place);
        var arrived = new HashSet<int>();
        await using (await WriteReceiver.StartAsync(request => Take(request, arrived), place))
        {
            for (var kill = 0; kill < Kills / 2; kill++) await RunUntilKilledAsync(place);
            using var last = Start(place, first: -1);
            while (await last.StandardOutput.ReadLineAsync() is { } line) _said.Add(line);
            await last.WaitForExitAsync();
        } // and what the killed ones had under way is over too

        Assert.Equal("sent", _said[^1]);
        Assert.DoesNotContain(_said, line => line.StartsWith("disk", StringComparison.Ordinal)); // or what is in memory only is not expected to arrive
        Assert.True(_written.Count > Kills * 20);
        Assert.Empty(_written.Except(arrived));
        Assert.InRange(arrived.Except(_written).Count(), 0, Kills); // written, and killed before it could say so
        Assert.Equal(Kills, _said.Count(line => line.Contains("in_order=False", StringComparison.Ordinal))); // every run after a kill says that it was one
        Assert.InRange(_said.Count(line => line.StartsWith("lost", StringComparison.Ordinal)), 0, Kills); // half written when the kill came, and told by the next run
    }

    private static WriteAnswer Take(ReceivedWrite request, HashSet<int> arrived)
    {
        arrived.Add(BitConverter.ToInt32(request.Body));
        return WriteAnswer.Accept;
    }

    private async Task RunUntilKilledAsync(IPEndPoint receiver)
    {
        using var process = Start(receiver, (_written.Count == 0 ? -1 : _written[^1]) + 1000);
        var until = _random.Next(20, 300);
        var killed = false;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (int.TryParse(line, CultureInfo.InvariantCulture, out var number)) _written.Add(number);
            else _said.Add(line);
            if (killed || --until > 0) continue;
            process.Kill(); // SIGKILL; what the pipe still has was written before
            killed = true;
        }

        await process.WaitForExitAsync();
    }

    private Process Start(IPEndPoint receiver, int first)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        string[] arguments = ["exec", typeof(KillTests).Assembly.Location, _temporary["data"], $"http://{receiver}/", first.ToString(CultureInfo.InvariantCulture)];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // a runtime that is killed leaves its diagnostic sockets in the temporary folder
        return Process.Start(start)!;
    }
}
