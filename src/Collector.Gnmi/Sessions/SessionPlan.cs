using Collector.Gnmi.Configuration;
using Collector.Gnmi.Subscriptions;
using Collector.Grpc;
using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Sessions;

/// <summary>What a target's names stand for: how to reach it and what to ask it for. A reload leaves a target alone whose plan says the same.</summary>
/// <remarks>Immutable.</remarks>
public sealed record SessionPlan
{
    public required GnmiTargetOptions Target { get; init; }

    /// <summary>In the order of the target's modules.</summary>
    public required IReadOnlyList<SubscriptionOptions> Subscriptions { get; init; }

    public required MappingOptions Mapping { get; init; }

    /// <summary>At least one, in the order to try them.</summary>
    internal IReadOnlyList<GrpcAddress> Addresses { get; init; } = [];

    /// <summary>What every call carries, unless secrets are kept elsewhere: then <see cref="TargetCredentials"/> read it.</summary>
    internal Metadata Headers { get; init; } = Metadata.Empty;

    /// <summary>The plan of a target; without one, why there cannot be one.</summary>
    public static (SessionPlan? Plan, string Problem) Of(Target target, GnmiOptions options)
    {
        if (target.Auth.Length > 0 && !options.Targets.ContainsKey(target.Auth)) return (null, $"there is no entry '{target.Auth}' in gnmi.targets");
        var found = options.OptionsOf(target);
        var missing = target.Modules.FirstOrDefault(name => !options.Subscriptions.ContainsKey(name));
        if (missing is not null) return (null, $"there is no subscription '{missing}'");
        if (target.Modules.Count == 0) return (null, "it has no subscriptions");
        var addresses = new List<GrpcAddress>();
        foreach (var written in found.Addresses)
        {
            if (!GrpcAddress.TryParse(written, GnmiTargetOptions.DefaultPort, out var address)) return (null, $"'{written}' is no address");
            addresses.Add(address);
        }

        if (addresses.Count == 0) return (null, "it has no address");
        try
        {
            var plan = new SessionPlan
            {
                Target = found,
                Subscriptions = [.. target.Modules.Select(name => options.Subscriptions[name])],
                Mapping = options.Mapping,
                Addresses = addresses,
                Headers = found.HasSecretsElsewhere ? Metadata.Empty : CallMetadata.Of(found),
            };
            return (plan, "");
        }
        catch (ArgumentException unfit)
        {
            return (null, unfit.Message);
        }
    }

    public bool IsSame(SessionPlan other) => ReferenceEquals(this, other)
        || (SameTarget.Is(Target, other.Target)
            && SameMapping.Of(Mapping, other.Mapping)
            && Subscriptions.Count == other.Subscriptions.Count
            && Subscriptions.Zip(other.Subscriptions).All(pair => SameContent.Of(pair.First, pair.Second)));
}
