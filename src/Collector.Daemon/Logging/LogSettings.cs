using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Logging;

/// <summary>What is logged, and how; only a start can change it.</summary>
internal sealed record LogSettings(LogLevel Level = LogLevel.Information, LogFormat Format = LogFormat.Text);
