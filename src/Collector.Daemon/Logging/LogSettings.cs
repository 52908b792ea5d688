using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Logging;

/// <summary>What is logged, and how; only a start can change it.</summary>
internal sealed record LogSettings(LogLevel Level = LogLevel.Information, LogFormat Format = LogFormat.Text)
{
    public const int MostLines = 1_000_000;

    /// <summary>Lines of one kind (one message template) that are written in a minute, 0 to <see cref="MostLines"/>; 0 is no limit.</summary>
    public int LinesPerMinute { get; init; } = 60;

    /// <summary>Of these, lines that begin with the same value, such as those of one target; 0 is no limit.</summary>
    public int RepeatsPerMinute { get; init; } = 10;
}
