using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Logging;

/// <summary>The <c>log</c> section of collector.yml: what somebody wrote there, and nothing where nobody did. Flags go before it.</summary>
internal sealed record LogOptions
{
    public LogLevel? Level { get; init; }

    public LogFormat? Format { get; init; }

    public int? LinesPerMinute { get; init; }

    public int? RepeatsPerMinute { get; init; }
}
