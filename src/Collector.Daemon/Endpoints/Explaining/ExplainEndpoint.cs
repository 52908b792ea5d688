using System.Globalization;
using System.Text;
using Collector.Daemon.Configuration;
using Collector.Daemon.Web.Audit;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Collector.Snmp.Ber;
using Collector.Snmp.Explaining;
using Collector.Snmp.Modules;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints.Explaining;

/// <summary><c>/api/v1/explain</c>: polls a target now, beside its schedule, and says what became of each varbind. The store does not see it.</summary>
/// <remarks>One at a time: an explanation may hold 30 MB, and no device is to be asked more than a person reads.</remarks>
internal sealed class ExplainEndpoint(Explainer explainer, ExplainTargets targets, RunningConfiguration running, AuditLog audit) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            await AnswerAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (OperationCanceledException)
        {
            await PlainText.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "the collector is being stopped");
        }
        finally
        {
            audit.Asked(http, AuditLog.Explain, http.Response.StatusCode.ToString(CultureInfo.InvariantCulture));
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task AnswerAsync(HttpContext http)
    {
        var modules = running.Modules;
        if (!ExplainQuery.TryRead(http.Request.Query, out var query, out var error) || !AreKnown(query.Modules, query.Auth, modules, out error))
        {
            await PlainText.WriteAsync(http, StatusCodes.Status400BadRequest, error);
            return;
        }

        var (target, status, refusal) = await targets.FindAsync(query, http.RequestAborted);
        if (target is null) await PlainText.WriteAsync(http, status, refusal);
        else if (!CanExplain(target, query, modules, out var about, out error)) await PlainText.WriteAsync(http, StatusCodes.Status400BadRequest, error);
        else if (await _turn.WaitAsync(TimeSpan.Zero, http.RequestAborted)) await ExplainAsync(http, target, modules, about, query);
        else await PlainText.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "another poll is being explained; ask again when it is over");
    }

    private static bool AreKnown(IReadOnlyList<string> names, string? auth, SnmpModules modules, out string error)
    {
        error = "";
        if (names.FirstOrDefault(name => !modules.TryGetModule(name, out _)) is { } unknown) error = $"there is no module '{unknown}'{NearestName.Hint(unknown, modules.Modules.Keys)}";
        else if (auth is null) return true;
        else if (!modules.TryGetAuth(auth, out _)) error = $"there is no auth '{auth}'{NearestName.Hint(auth, modules.Auths.Keys)}";
        return error.Length == 0;
    }

    private static bool CanExplain(Target target, ExplainQuery query, SnmpModules modules, out Oid? about, out string error)
    {
        about = null;
        error = target.Protocol == Target.Snmp ? "" : $"'{target.Instance}' speaks {target.Protocol}, and only SNMP can be explained";
        if (error.Length > 0 || !AreKnown(target.Modules, target.Auth, modules, out error)) return false;
        if (query.Oid is null) return true;
        else if ((about = Explainer.Find(query.Oid, target.Modules.Select(name => modules.Modules[name]))) is null)
            error = $"'{query.Oid}' is neither an OID nor the name of a metric or a looked-up label of {string.Join(", ", target.Modules)}";
        return error.Length == 0;
    }

    /// <summary>Gives the turn back.</summary>
    private async Task ExplainAsync(HttpContext http, Target target, SnmpModules modules, Oid? about, ExplainQuery query)
    {
        try
        {
            var poll = await explainer.ExplainAsync(target, modules, about, query.AlsoScheduled, http.RequestAborted);
            http.Response.ContentType = query.IsText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers.XContentTypeOptions = "nosniff"; // a device says what it likes, and nobody's browser is to make a page of it
            await http.Response.Body.WriteAsync(query.IsText ? Encoding.UTF8.GetBytes(ExplanationText.Of(poll)) : ExplanationJson.Of(poll), http.RequestAborted);
        }
        finally
        {
            _turn.Release();
        }
    }
}
