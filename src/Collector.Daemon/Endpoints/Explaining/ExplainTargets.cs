using Collector.Daemon.Configuration;
using Collector.Daemon.Endpoints.OnDemand;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Polling;
using Collector.Snmp.Transport;
using Collector.Snmp.Transport.Addresses;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints.Explaining;

/// <summary>Finds whom a request means: a target by its instance, or whatever <c>/snmp</c> may ask.</summary>
internal sealed class ExplainTargets(PollEngine engine, SeriesStore store, AskingRights rights, TimeProvider time)
{
    private const string DefaultModule = "if_mib";
    private const string DefaultAuth = "public_v2";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookUpPatience = TimeSpan.FromSeconds(10);

    /// <summary>The target as it is to be polled, or the status and the words of a refusal.</summary>
    public async Task<(Target? Target, int Status, string Refusal)> FindAsync(ExplainQuery query, CancellationToken readerGone)
    {
        var configured = store.TargetArray.FirstOrDefault(series => series.Target.Instance == query.Target)?.Target;
        var target = configured is null ? Unknown(query) : Asked(configured, query);
        if (configured is not null && target.Auth == configured.Auth) return (target, StatusCodes.Status200OK, "");

        // Somebody else than the configuration says whom to ask with which credentials.
        if (!TargetAddress.TryParse(target.Address, out var address, out var notAddress)) return NotFound(query, notAddress);
        var found = await LookUpAsync(address, readerGone);
        if (found.Error is not null) return NotFound(query, found.Error);
        if (rights.Refusal(address, found.Addresses, target.Auth) is { } refusal) return (null, StatusCodes.Status403Forbidden, refusal);
        return (target with { Address = TransportEndpoint.From(found.Addresses[0], address.Port, address.Protocol).ToString() }, StatusCodes.Status200OK, "");
    }

    private static Target Unknown(ExplainQuery query) => new()
    {
        Instance = query.Target,
        Address = query.Target,
        Labels = LabelSet.Empty,
        Modules = query.Modules.Count > 0 ? query.Modules : [DefaultModule],
        Auth = query.Auth ?? DefaultAuth,
        Interval = Longest,
        Deadline = Longest,
    };

    private static Target Asked(Target target, ExplainQuery query) => target with
    {
        Modules = query.Modules.Count > 0 ? query.Modules : target.Modules,
        Auth = query.Auth ?? target.Auth,
        Deadline = target.Deadline < Longest ? target.Deadline : Longest,
    };

    private static (Target? Target, int Status, string Refusal) NotFound(ExplainQuery query, string error) =>
        (null, StatusCodes.Status404NotFound, $"no target has the instance '{query.Target}', and it is no address that can be asked: {error}");

    private async Task<AddressLookup> LookUpAsync(TargetAddress address, CancellationToken readerGone)
    {
        try
        {
            return await engine.LookUpAsync(address, readerGone).WaitAsync(LookUpPatience, time, readerGone);
        }
        catch (TimeoutException)
        {
            return new AddressLookup([], "looking up the name takes too long");
        }
    }
}
