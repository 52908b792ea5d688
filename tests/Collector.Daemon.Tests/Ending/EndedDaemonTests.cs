using System.Net;
using System.Net.Sockets;
using Collector.Daemon.Tests.Reloading;
using Collector.Daemon.Wiring;
using Collector.Simulator;
using Collector.Testing;
using Collector.Testing.Http;
using Collector.Testing.RemoteWrite;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Tests.Ending;

/// <summary>How a daemon that runs as a process ends: at once, or in good order and within its time, and with which exit code.</summary>
public sealed class EndedDaemonTests : IDisposable
{
    private const int Aborted = 128 + 6;
    private const int Unavailable = 503;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SIGABRT_ends_it_at_the_first_time()
    {
        await using var collector = CollectorProcess.StartProgram(
            "prlimit", _folder.Path, ["--core=0", "dotnet", typeof(CollectorHost).Assembly.Location, "run", "--config", _folder.Write("collector.yml", "listen: 127.0.0.1:0")]);
        using var http = await collector.WaitForHttpAsync();
        await collector.SignalAsync("ABRT");
        Assert.Equal(Aborted, await collector.ExitCodeAsync());
    }

    /// <summary>Pauses between repetitions grow, so that four of them last longer than a command's usual two seconds.</summary>
    [Fact]
    public async Task SIGTERM_lets_remote_write_send_what_waits_for_as_long_as_it_may_and_a_second_one_changes_nothing()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Interfaces = 2, BaseAddress = IPAddress.Parse("127.62.8.1") });
        var (isStopping, refused) = (false, 0);
        await using var receiver = await WriteReceiver.StartAsync(_ => isStopping && refused++ >= 4 ? WriteAnswer.Accept : WriteAnswer.Status(Unavailable));
        await using var collector = CollectorProcess.StartIn(_folder.Path, "run", "--config", _folder.Write("collector.yml", $$"""
            listen: 127.0.0.1:0
            defaults: { interval: 500ms, timeout: 400ms, modules: [if_mib] }
            remote_write: [ { url: "{{receiver.Url}}", metadata_config: { send: false }, queue_config: { shards: 1, batch_send_deadline: 100ms, min_backoff: 1s, max_backoff: 1s, flush_deadline: 1h } } ]
            targets: { static: [ { targets: ["{{fleet.Endpoint(0)}}"] } ] }
            """));
        using var http = await collector.WaitForHttpAsync();
        await receiver.WaitForAsync(1);

        isStopping = true;
        await collector.SignalAsync("TERM");
        await receiver.WaitForAsync(receiver.Requests.Count + 1);
        await collector.SignalAsync("TERM");

        Assert.Equal(0, await collector.ExitCodeAsync());
        Assert.True(refused > 4, $"{refused} requests after the signal");
    }

    /// <summary>Were it waited for to its end, the stop would run into its deadline, and that ends with 1.</summary>
    [Fact]
    public async Task A_scrape_that_hangs_does_not_hold_it_up_for_ever()
    {
        await using var collector = CollectorProcess.Start("run", "--config", _folder.Write("collector.yml", """
            listen: 127.0.0.1:0
            snmp: { allowed_targets: [127.62.9.0/24] }
            """));
        using var http = await collector.WaitForHttpAsync();
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Parse("127.62.9.1"), 0));
        var walk = http.GetAsync($"/snmp?target={silent.LocalEndPoint}&module=if_mib&auth=public_v2");
        await silent.ReceiveFromAsync(new byte[2000], new IPEndPoint(IPAddress.Any, 0)); // it has begun

        await collector.SignalAsync("TERM");
        Assert.Equal(0, await collector.ExitCodeAsync());
        await Record.ExceptionAsync(() => walk);
    }

    /// <summary>More lines than the pipe and the queue before it take: a few hundred, and 2,500.</summary>
    [Fact]
    public async Task A_standard_error_that_nobody_reads_holds_up_nothing_and_not_the_end_either()
    {
        _folder.Write("collector.yml", "{ listen: \"127.0.0.1:0\", log: { lines_per_minute: 0, repeats_per_minute: 0 }, reload_on_change: false }");
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [_folder["errors"]])) await mkfifo.WaitForExitAsync();
        await using var collector = CollectorProcess.StartProgram("sh", _folder.Path, ["-c", $"exec dotnet {typeof(CollectorHost).Assembly.Location} run --config collector.yml 2> errors"]);
        await using var unread = new FileStream(_folder["errors"], FileMode.Open, FileAccess.Read); // opens when the other side does
        using var http = await collector.WaitForHttpAsync();
        for (var reload = 0; reload < 1500; reload++) // each is told twice
        {
            using var answer = await http.PostAsync("/-/reload", null);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await collector.SignalAsync("TERM");
        Assert.Equal(0, await collector.ExitCodeAsync());
    }

    [Fact]
    public async Task After_SIGKILL_the_last_good_list_of_targets_is_there()
    {
        var url = "";
        string Configuration() => _folder.Write("collector.yml", $"{{ listen: \"127.0.0.1:0\", data_dir: data, targets: {{ http: [ {{ url: \"{url}\" }} ] }} }}");
        await using (var inventory = await FakeHttpServer.StartAsync(AnswerAsync))
        {
            url = inventory.Url.AbsoluteUri;
            await using var killed = CollectorProcess.StartIn(_folder.Path, "run", "--config", Configuration());
            using var before = await killed.WaitForHttpAsync();
            await Patience.UntilAsync(() => Directory.Exists(_folder["data/targets"]) && Directory.GetFiles(_folder["data/targets"], "*.json").Length > 0);
            await killed.SignalAsync("KILL");
            Assert.Equal(128 + 9, await killed.ExitCodeAsync());
        }

        await using var collector = CollectorProcess.StartIn(_folder.Path, "run", "--config", Configuration());
        using var http = await collector.WaitForHttpAsync();
        await http.UntilPageAsync("/api/v1/targets", page => page.Contains("127.62.9.9:1", StringComparison.Ordinal));

        static Task AnswerAsync(HttpContext http)
        {
            http.Response.ContentType = "application/json";
            return http.Response.WriteAsync("""[{"targets": ["127.62.9.9:1"]}]""");
        }
    }
}
