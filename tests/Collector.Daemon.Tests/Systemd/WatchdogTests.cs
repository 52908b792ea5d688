using System.Net.Sockets;
using System.Threading.Channels;
using Collector.Daemon.Systemd;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Snmp.Polling;
using Collector.Testing;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Daemon.Tests.Systemd;

/// <summary>The watchdog over an engine whose lanes turn from the moment on at which the test starts them.</summary>
public sealed class WatchdogTests : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly CollectorMeter _meter = new();
    private readonly RecordingLogger<Watchdog> _log = new();
    private readonly Listener _systemd = new();
    private readonly PollEngine _engine;
    private readonly Watchdog _watchdog;

    public WatchdogTests()
    {
        _engine = new PollEngine(new PollEngineOptions { Lanes = 2 }, new SeriesStore(), PollingFixture.Interfaces, _meter, [], TimeProvider.System, NullLoggerFactory.Instance);
        _watchdog = new Watchdog(_systemd, _engine, new WatchdogSettings(Interval), _time, _log);
    }

    [Fact]
    public async Task Lanes_that_hang_are_named_before_systemd_ends_the_process_and_it_is_told_nothing_meanwhile()
    {
        await _watchdog.StartAsync(CancellationToken.None);
        await Patience.UntilAsync(() => _time.ArmedTimers > 0);
        _time.Advance(Interval / 2);
        await Patience.UntilAsync(() => _log.Entries.Contains("Critical: Lanes that have not turned for 00:00:15: 0, 1. systemd ends this process if that lasts as long again"));
        Assert.False(_systemd.Told.TryPeek(out _));

        _engine.Start();
        Assert.Equal("WATCHDOG=1", await _systemd.NextAsync());
        Assert.Contains("Warning: All lanes turn again", _log.Entries);
    }

    [Fact]
    public async Task A_systemd_that_does_not_hear_is_told_again_and_polling_goes_on()
    {
        _systemd.Deaf = 2;
        _engine.Start();
        await _watchdog.StartAsync(CancellationToken.None);
        await Patience.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(500)); // a pause that has not begun yet is found by the next look
            return _systemd.Told.TryPeek(out _);
        });

        Assert.Equal("WATCHDOG=1", await _systemd.NextAsync());
        Assert.Equal(2, _log.Entries.Count(entry => entry.StartsWith("Warning: systemd cannot be told", StringComparison.Ordinal)));
        Assert.False(_watchdog.ExecuteTask!.IsCompleted);
    }

    public async ValueTask DisposeAsync()
    {
        await _watchdog.StopAsync(CancellationToken.None);
        _watchdog.Dispose();
        await _engine.DisposeAsync();
        _meter.Dispose();
    }

    /// <summary>Hears what systemd would.</summary>
    private sealed class Listener : ISystemdNotifier
    {
        private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

        /// <summary>Tries that fail before one is heard.</summary>
        public int Deaf { get; set; }

        public ChannelReader<string> Told => _told.Reader;

        public bool IsEnabled => true;

        public async Task<string> NextAsync() => await _told.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

        public void Notify(ServiceState state)
        {
            if (Deaf-- > 0) throw new SocketException((int)SocketError.ConnectionRefused);
            _told.Writer.TryWrite(state.ToString());
        }
    }
}
