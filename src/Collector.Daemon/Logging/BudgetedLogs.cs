using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Logging;

/// <summary>Where the log goes, with a limit for lines of one kind before it.</summary>
/// <remarks>Any thread. The inner provider belongs to whoever made it.</remarks>
internal sealed partial class BudgetedLogs : ILoggerProvider, ISupportExternalScope
{
    private readonly ILoggerProvider _inner;
    private readonly LogBudgets _budgets;
    private readonly LogMetrics _metrics;

    public BudgetedLogs(ILoggerProvider inner, LogBudgets budgets, LogMetrics metrics)
    {
        (_inner, _budgets, _metrics) = (inner, budgets, metrics);
        budgets.Summarize = Summarize;
    }

    public ILogger CreateLogger(string categoryName) => new BudgetedLog(categoryName, _inner.CreateLogger(categoryName), _budgets, _metrics);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => (_inner as ISupportExternalScope)?.SetScopeProvider(scopeProvider);

    public void Dispose() => _budgets.Dispose();

    private void Summarize(LogKind kind, long lines)
    {
        _metrics.Written(kind.Level);
        var log = _inner.CreateLogger(kind.Category);
        LogLeftOut(log, kind.Level, lines, kind.Template);
    }

    [LoggerMessage(Message = "{Count} more like this in the last minute: {Template}")]
    private static partial void LogLeftOut(ILogger logger, LogLevel level, long count, string template);
}
