using Collector.Daemon.Systemd;
using Collector.Pipeline.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Collector.Daemon.Logging;

/// <summary>Sends the log to standard error, in the format asked for.</summary>
internal static class LogSetup
{
    public static ILoggingBuilder ToStandardError(this ILoggingBuilder logging, LogSettings settings)
    {
        logging.ClearProviders().SetMinimumLevel(settings.Level).AddFilter("Microsoft", (LogLevel)Math.Max((int)settings.Level, (int)LogLevel.Warning))
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // its errors are thrown as well, and told once: by HostStart, in words
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite; // a standard error that nobody reads must not hold up a lane; when somebody does again, a line says how many are missing
        });
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.Services.TryAddSingleton<CollectorMeter>();
        Format(logging, settings.Format);
        logging.Services.AddSingleton<LogMetrics>().AddSingleton(services => new LogBudgets(settings, services.GetRequiredService<LogMetrics>(), services.GetRequiredService<TimeProvider>()));
        return logging.Limited();
    }

    /// <summary>Puts the budgets before the console.</summary>
    private static ILoggingBuilder Limited(this ILoggingBuilder logging)
    {
        logging.Services.RemoveAll<ILoggerProvider>();
        logging.Services.AddSingleton<ConsoleLoggerProvider>();
        logging.Services.AddSingleton<ILoggerProvider>(services => new BudgetedLogs(
            services.GetRequiredService<ConsoleLoggerProvider>(), services.GetRequiredService<LogBudgets>(), services.GetRequiredService<LogMetrics>()));
        return logging;
    }

    private static ILoggingBuilder Format(ILoggingBuilder logging, LogFormat format) =>
        format switch
        {
            LogFormat.Logfmt => logging.AddConsole(console => console.FormatterName = LogfmtFormatter.FormatterName).AddConsoleFormatter<LogfmtFormatter, ConsoleFormatterOptions>(),
            LogFormat.Json => logging.AddConsole(console => console.FormatterName = JsonFormatter.FormatterName).AddConsoleFormatter<JsonFormatter, ConsoleFormatterOptions>(),
            LogFormat.Text when JournalStream.IsStandardError => logging.AddSystemdConsole(console => console.IncludeScopes = false), // the journal has times of its own, and wants priorities
            _ => logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
                console.UseUtcTimestamp = true;
                console.ColorBehavior = LoggerColorBehavior.Disabled;
            }),
        };
}
