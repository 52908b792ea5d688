using Collector.Daemon.Web.Audit;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Logging;

/// <summary>The log of one source: passes on what the budget allows. Next: the formatter that the settings name.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class BudgetedLog(string category, ILogger inner, LogBudgets budgets, LogMetrics metrics) : ILogger
{
    // It has budgets of its own, and a record of who did what has no gaps because others did much.
    private readonly bool _isBudgeted = category != AuditLog.Category;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel)) return;
        var (kind, key) = LogKind.Of(category, logLevel, state);
        if (_isBudgeted && !budgets.TryTake(kind, key)) return;
        metrics.Written(logLevel);
        inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
