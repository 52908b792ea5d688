using Collector.Daemon.Logging;
using Collector.Pipeline.Diagnostics;
using Collector.Testing;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Tests.Logging;

/// <summary>A flood of like messages leaves a log that can be read, and nothing is left out without being counted.</summary>
public sealed partial class LogBudgetTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly CollectorMeter _meter = new();
    private readonly RecordingLogger<LogBudgetTests> _written = new();
    private readonly BudgetedLogs _logs;
    private readonly ILogger _log;

    public LogBudgetTests()
    {
        var metrics = new LogMetrics(_meter);
        _logs = new BudgetedLogs(new OneLogger(_written), new LogBudgets(new LogSettings { LinesPerMinute = 60, RepeatsPerMinute = 10 }, metrics, _time), metrics);
        _log = _logs.CreateLogger("Collector.Tests.Devices");
    }

    public void Dispose()
    {
        _logs.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Ten_thousand_devices_that_fail_at_once_are_sixty_lines_and_one_that_counts_the_others()
    {
        for (var device = 0; device < 10_000; device++) LogSilent(_log, $"r{device}", 3);
        Assert.Equal(60, _written.Entries.Count);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(61, _written.Entries.Count);
        Assert.Equal("Warning: 9940 more like this in the last minute: {Target} is silent since {Polls} polls", _written.Entries[^1]);
        Assert.Equal((61, 9940), (Count("collector.log.lines"), Count("collector.log.lines_suppressed")));
    }

    [Fact]
    public void One_device_cannot_use_up_what_the_others_need()
    {
        for (var i = 0; i < 1000; i++) LogSilent(_log, "loud", i);
        LogSilent(_log, "quiet", 1);
        Assert.Equal(11, _written.Entries.Count);
        Assert.Equal("Warning: quiet is silent since 1 polls", _written.Entries[^1]);
    }

    [Fact]
    public void Another_kind_has_a_budget_of_its_own_and_the_next_minute_a_new_one()
    {
        for (var device = 0; device < 100; device++) LogSilent(_log, $"r{device}", 3);
        LogAnswers(_log, "r1");
        Assert.Equal(61, _written.Entries.Count);
        _time.Advance(TimeSpan.FromMinutes(1));
        LogSilent(_log, "r1", 4);
        Assert.Equal("Warning: r1 is silent since 4 polls", _written.Entries[^1]);
        Assert.Equal(63, _written.Entries.Count);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(63, _written.Entries.Count); // nothing was left out, so nothing is said
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public void What_is_critical_is_always_written_and_an_end_says_what_was_left_out()
    {
        for (var i = 0; i < 100; i++) LogEnd(_log);
        Assert.Equal(100, _written.Entries.Count);
        for (var device = 0; device < 61; device++) LogSilent(_log, $"r{device}", 3);
        _logs.Dispose();
        Assert.Equal("Warning: 1 more like this in the last minute: {Target} is silent since {Polls} polls", _written.Entries[^1]);
    }

    [Fact]
    public void What_clients_make_the_web_server_call_critical_has_a_limit()
    {
        var web = _logs.CreateLogger("Microsoft.AspNetCore.Server.Kestrel.Http2");
        for (var i = 0; i < 100; i++) LogEnd(web);
        Assert.Equal(10, _written.Entries.Count);
    }

    [Fact]
    public void Messages_without_a_template_do_not_fill_the_memory()
    {
        foreach (var text in Enumerable.Range(0, 5000).Select(i => $"free text {i}")) _log.Log(LogLevel.Information, default, text, null, (state, _) => state);
        Assert.Equal(1000 + 10, _written.Entries.Count); // a thousand kinds, and one for all others
    }

    [Fact]
    public void Without_limits_everything_is_written()
    {
        var metrics = new LogMetrics(_meter);
        using var budgets = new LogBudgets(new LogSettings { LinesPerMinute = 0, RepeatsPerMinute = 0 }, metrics, _time);
        using var all = new BudgetedLogs(new OneLogger(_written), budgets, metrics);
        var log = all.CreateLogger("a");
        for (var i = 0; i < 500; i++) LogSilent(log, "loud", i);
        Assert.Equal(500, _written.Entries.Count);
    }

    private long Count(string name)
    {
        var sum = 0L;
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter == _meter.Meter && instrument.Name == name) own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => sum += value);
        listener.Start();
        listener.RecordObservableInstruments();
        return sum;
    }

    [LoggerMessage(LogLevel.Warning, "{Target} is silent since {Polls} polls")]
    private static partial void LogSilent(ILogger logger, string target, int polls);

    [LoggerMessage(LogLevel.Information, "{Target} answers again")]
    private static partial void LogAnswers(ILogger logger, string target);

    [LoggerMessage(LogLevel.Critical, "the end is near")]
    private static partial void LogEnd(ILogger logger);

    private sealed class OneLogger(ILogger logger) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }
}
