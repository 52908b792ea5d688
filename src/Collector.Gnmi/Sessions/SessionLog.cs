using Collector.Pipeline.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Collector.Gnmi.Sessions;

/// <summary>Tells people of sessions that fail and recover: each change once, and so many in a minute that a site's failure can still be read.</summary>
/// <remarks>Any thread.</remarks>
internal sealed partial class SessionLog(ILogger logger, TimeProvider time)
{
    private const int LinesAMinute = 60;

    private readonly LogBudget _failures = new(LinesAMinute, TimeSpan.FromMinutes(1), time);
    private readonly LogBudget _recoveries = new(LinesAMinute, TimeSpan.FromMinutes(1), time);

    public void Failed(string target, string what, StreamEnd end, TimeSpan wait)
    {
        if (!_failures.TryTake(out var suppressed)) return;
        SayIfSuppressed(suppressed);
        LogFailed(logger, target, what, GrpcCodeNames.Of(end.Code), end.Message, wait.TotalSeconds);
    }

    public void Recovered(string target, string what)
    {
        if (!_recoveries.TryTake(out var suppressed)) return;
        SayIfSuppressed(suppressed);
        LogRecovered(logger, target, what);
    }

    public void EndedWithoutSync(string target, string what) => LogEndedWithoutSync(logger, target, what);

    public void Misconfigured(string target, string why) => LogMisconfigured(logger, target, why);

    public void Bug(string target, Exception exception)
    {
        if (_failures.TryTake(out _)) LogBug(logger, target, exception);
    }

    private void SayIfSuppressed(long suppressed)
    {
        if (suppressed > 0) LogSuppressed(logger, suppressed);
    }

    [LoggerMessage(LogLevel.Warning, "gNMI target {Target}, {What}: {Code}: {Message}; next attempt in {Seconds:0.0} s")]
    private static partial void LogFailed(ILogger logger, string target, string what, string code, string message, double seconds);

    [LoggerMessage(LogLevel.Information, "gNMI target {Target}, {What}: messages come again")]
    private static partial void LogRecovered(ILogger logger, string target, string what);

    [LoggerMessage(LogLevel.Warning, "gNMI target {Target}, {What}: ended without saying that it was complete")]
    private static partial void LogEndedWithoutSync(ILogger logger, string target, string what);

    [LoggerMessage(LogLevel.Warning, "gNMI target {Target} is not streamed from: {Why}")]
    private static partial void LogMisconfigured(ILogger logger, string target, string why);

    [LoggerMessage(LogLevel.Information, "{Count} like messages of gNMI targets were left out; /api/v1/targets has each target's last error")]
    private static partial void LogSuppressed(ILogger logger, long count);

    [LoggerMessage(LogLevel.Error, "gNMI target {Target}: the session failed and begins again")]
    private static partial void LogBug(ILogger logger, string target, Exception exception);
}
