using Collector.Pipeline.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Web.Audit;

/// <summary>Who had something done, and who was not let: one line each in the log, as <c>key=value</c> whatever the log's format is.</summary>
/// <remarks>Any thread. Never a password, nor what stood in the place of one.</remarks>
internal sealed partial class AuditLog(ILogger<AuditLog> logger, TimeProvider time)
{
    /// <summary>The log's source.</summary>
    public static readonly string Category = typeof(AuditLog).FullName!;

    public const string Snmp = "snmp";
    public const string Explain = "explain";

    private const int LinesAMinute = 60;

    // Each has a budget of its own, so that nobody can hide one thing behind many of another.
    private readonly LogBudget _asked = new(LinesAMinute, TimeSpan.FromMinutes(1), time);
    private readonly LogBudget _refused = new(LinesAMinute, TimeSpan.FromMinutes(1), time);

    /// <summary>A reload is over. Every one is told.</summary>
    /// <param name="who">Who asked for it.</param>
    /// <param name="errors">What kept it from being put in force.</param>
    public void Reloaded(Actor who, int errors) =>
        LogReloaded(logger, who.User, who.Address, errors == 0 ? "done" : "refused", errors);

    /// <summary>A device was asked because somebody wanted it, or was not.</summary>
    /// <param name="http">The request.</param>
    /// <param name="action"><see cref="Snmp"/> or <see cref="Explain"/>.</param>
    /// <param name="outcome">What became of it.</param>
    public void Asked(HttpContext http, string action, string outcome)
    {
        if (!_asked.TryTake(out var suppressed)) return;
        var (who, query) = (Actor.Of(http), http.Request.Query);
        LogAsked(logger, action, who.User, who.Address, outcome, AuditText.Of(query["target"]), AuditText.Of(query["module"]), AuditText.Of(query["auth"]), suppressed);
    }

    /// <summary>A request was not let in.</summary>
    public void Refused(HttpContext http, string reason)
    {
        if (!_refused.TryTake(out var suppressed)) return;
        var who = Actor.Of(http);
        LogRefused(logger, who.User, who.Address, reason, AuditText.Of($"{http.Request.Method} {http.Request.Path}"), suppressed);
    }

    [LoggerMessage(LogLevel.Information, "action=reload user={User} address={Address} outcome={Outcome} errors={Errors}")]
    private static partial void LogReloaded(ILogger logger, string user, string address, string outcome, int errors);

    [LoggerMessage(LogLevel.Information, "action={Action} user={User} address={Address} outcome={Outcome} target={Target} module={Module} auth={Auth} left_out={LeftOut}")]
    private static partial void LogAsked(ILogger logger, string action, string user, string address, string outcome, string target, string module, string auth, long leftOut);

    [LoggerMessage(LogLevel.Warning, "action=request user={User} address={Address} outcome=refused reason={Reason} request={Request} left_out={LeftOut}")]
    private static partial void LogRefused(ILogger logger, string user, string address, string reason, string request, long leftOut);
}
