using System.Net;
using Collector.Daemon.Configuration;
using Collector.Daemon.Web.Audit;
using Collector.Pipeline.Diagnostics;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Polling.OnDemand;
using Collector.Snmp.Security;
using Collector.Snmp.Transport;
using Collector.Snmp.Transport.Addresses;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints.OnDemand;

/// <summary><c>/snmp</c>, snmp_exporter's endpoint: reads what is asked for, sees whether it may be asked, and has the target walked. Next: <see cref="SnmpResponses"/>.</summary>
internal sealed class SnmpEndpoint(PollEngine engine, RunningConfiguration running, AskingRights rights, WalkTurns turns, SnmpResponses responses, SnmpEndpointMetrics metrics, AuditLog audit, TimeProvider time)
{
    public async Task HandleAsync(HttpContext http)
    {
        metrics.Began();
        var outcome = SnmpRequestOutcome.ReaderGone;
        try
        {
            outcome = await AnswerAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (OperationCanceledException)
        {
            outcome = await SnmpResponses.RefuseAsync(http, SnmpRequestOutcome.Busy, "The collector is being stopped.");
        }
        finally
        {
            metrics.Ended(outcome);
            audit.Asked(http, AuditLog.Snmp, EnumLabels<SnmpRequestOutcome>.Of(outcome));
        }
    }

    private async Task<SnmpRequestOutcome> AnswerAsync(HttpContext http)
    {
        var began = time.GetTimestamp();
        var patience = ScrapePatience.Of(http.Request);
        if (!TryRead(http, out var query, out var context, out var error)) return await SnmpResponses.RefuseAsync(http, SnmpRequestOutcome.Invalid, error);
        if (!TargetAddress.TryParse(query.Target, out var address, out var notAddress)) return await SnmpResponses.FailAsync(http, [SnmpErrorText.Initialisation(notAddress)]);

        if (await LookUpAsync(address, patience, http.RequestAborted) is not { } found)
            return await SnmpResponses.FailAsync(http, [SnmpErrorText.ConnectingTooLong(address.Host, time.GetElapsedTime(began))]);
        if (found.Error is { } notFound) return await SnmpResponses.FailAsync(http, [SnmpErrorText.Connecting(address.Host, notFound)]);
        if (rights.Refusal(address, found.Addresses, query.Auth) is { } refusal)
            return await SnmpResponses.RefuseAsync(http, SnmpRequestOutcome.Forbidden, refusal);

        // One of the addresses that were checked: the name is not looked up again.
        var endpoint = TransportEndpoint.From(found.Addresses[0], address.Port, address.Protocol);
        var wraps = running.Current.Options.Snmp.Endpoint.WrapLargeCounters;
        var request = new OnDemandRequest(endpoint, string.Join(',', query.Modules), query.Auth, context) { WrapLargeCounters = wraps };
        var (turn, why) = await turns.AskAsync(
            http.Connection.RemoteIpAddress, patience - time.GetElapsedTime(began), left => engine.OnDemand.PollAsync(request, left, http.RequestAborted), http.RequestAborted);
        if (turn is not { } answer) return await SnmpResponses.NoTurnAsync(http, why);
        if (!answer.HasResult) return await SnmpResponses.BusyAsync(http, answer.Refusal);
        using var result = answer.Result;
        return await responses.ServeAsync(http, result.Modules, address.Host, time.GetElapsedTime(began));
    }

    /// <summary>False with the reason for a 400.</summary>
    private bool TryRead(HttpContext http, out SnmpQuery query, out SnmpContext context, out string error)
    {
        context = SnmpContext.Default;
        if (!SnmpQuery.TryRead(http.Request.Query, out query, out error)) return false;
        var known = engine.Modules;
        if (!query.HasAuth && known.AuthOf(query.Modules[0]) is { } own) query = query with { Auth = own }; // of a file in the older form
        if (!known.TryGetAuth(query.Auth, out var auth)) error = $"Unknown auth '{query.Auth}'";
        else if (query.Modules.FirstOrDefault(module => !known.TryGetModule(module, out _)) is { } unknown) error = $"Unknown module '{unknown}'";
        else if (auth.Version == SnmpVersion.V3) error = ContextOf(query, auth, out context);
        return error.Length == 0;
    }

    /// <summary>v1 and v2c have no contexts, so theirs are all the default one.</summary>
    private static string ContextOf(SnmpQuery query, SnmpAuthOptions auth, out SnmpContext context)
    {
        context = query.Context.Name.Length > 0 ? query.Context : query.Context with { Name = auth.ContextName };
        return context.EngineId.Length == 0 || SnmpQuery.IsEngineId(context.EngineId) ? "" : "'snmp_engineid' parameter must be 5 to 32 octets in hexadecimal";
    }

    /// <summary>Null when it takes longer than anybody waits.</summary>
    private async Task<AddressLookup?> LookUpAsync(TargetAddress address, TimeSpan patience, CancellationToken readerGone)
    {
        try
        {
            return await engine.LookUpAsync(address, readerGone).WaitAsync(patience, time, readerGone);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
