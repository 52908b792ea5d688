using Collector.Daemon.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Collector.Snmp.Ber;
using Collector.Snmp.Explaining;
using Collector.Snmp.Modules;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints;

/// <summary><c>/api/v1/explain</c>: polls a target now, beside its schedule, and says what became of each varbind. The store does not see it.</summary>
/// <remarks>One at a time: an explanation may hold 30 MB, and no device is to be asked more than a person reads.</remarks>
internal sealed class ExplainEndpoint(Explainer explainer, TargetRegistry registry, RunningConfiguration running) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task HandleAsync(HttpContext http)
    {
        if (!ExplainQuery.TryRead(http.Request.Query, out var query, out var error))
        {
            await PlainText.WriteAsync(http, StatusCodes.Status400BadRequest, error);
            return;
        }

        if (!registry.Current.ByInstance.TryGetValue(query.Target, out var configured))
        {
            await PlainText.WriteAsync(http, StatusCodes.Status404NotFound, $"no target has the instance '{query.Target}'");
            return;
        }

        var modules = running.Modules;
        var target = Asked(configured, query);
        if (WhatIsWrong(target, query, modules, out var about) is { } wrong) await PlainText.WriteAsync(http, StatusCodes.Status400BadRequest, wrong);
        else await ExplainAsync(http, target, modules, about);
    }

    public void Dispose() => _turn.Dispose();

    private static Target Asked(Target target, ExplainQuery query) => target with
    {
        Modules = query.Modules.Count > 0 ? query.Modules : target.Modules,
        Auth = query.Auth ?? target.Auth,
        Deadline = target.Deadline < Longest ? target.Deadline : Longest,
    };

    private static string? WhatIsWrong(Target target, ExplainQuery query, SnmpModules modules, out Oid? about)
    {
        about = null;
        if (target.Protocol != "snmp") return $"'{target.Instance}' is polled over {target.Protocol}, and only SNMP can be explained";
        if (target.Modules.FirstOrDefault(name => !modules.TryGetModule(name, out _)) is { } unknown) return $"there is no module '{unknown}'{NearestName.Hint(unknown, modules.Modules.Keys)}";
        if (!modules.TryGetAuth(target.Auth, out var auth)) return $"there is no auth '{target.Auth}'{NearestName.Hint(target.Auth, modules.Auths.Keys)}";
        if (!auth.IsUsable) return $"the auth '{target.Auth}' cannot be used";
        if (query.Oid is null) return null;
        about = Explainer.Find(query.Oid, target.Modules.Select(name => modules.Modules[name]));
        return about is null ? $"'{query.Oid}' is neither an OID nor the name of a metric or a looked-up label of {string.Join(", ", target.Modules)}" : null;
    }

    private async Task ExplainAsync(HttpContext http, Target target, SnmpModules modules, Oid? about)
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, http.RequestAborted))
        {
            await PlainText.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "another poll is being explained; ask again when it is over");
            return;
        }

        try
        {
            var json = ExplanationJson.Of(await explainer.ExplainAsync(target, modules, about, http.RequestAborted));
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.Headers.CacheControl = "no-store";
            await http.Response.Body.WriteAsync(json, http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        finally
        {
            _turn.Release();
        }
    }
}
