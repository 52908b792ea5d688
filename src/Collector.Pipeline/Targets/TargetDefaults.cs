using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Targets;

/// <summary>What a target gets when its labels do not say otherwise.</summary>
public sealed record TargetDefaults
{
    /// <summary>From one poll to the next; also the deadline of a poll.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait for one reply.</summary>
    public TimeSpan PacketTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often to ask again after the first request.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>What a device may be asked at most.</summary>
    public RequestLimits Limits { get; init; } = RequestLimits.None;

    public string Auth { get; init; } = "public_v2";

    public IReadOnlyList<string> Modules { get; init; } = [Target.AutoModules];

    /// <summary>For gNMI targets.</summary>
    public IReadOnlyList<string> Subscriptions { get; init; } = [];

    /// <summary>Where the user wrote <see cref="Auth"/>, so that one wrong default is one problem and not one a target.</summary>
    public SourcePosition? AuthAt { get; init; }

    public SourcePosition? ModulesAt { get; init; }

    /// <summary>An SNMP target of which nothing but the address is known; it is its name too.</summary>
    public Target SnmpAt(string address) => new()
    {
        Instance = address,
        Address = address,
        Labels = LabelSet.Empty,
        Modules = Modules,
        Auth = Auth,
        Interval = Interval,
        Deadline = Interval,
        PacketTimeout = PacketTimeout,
        Retries = Retries,
        Limits = Limits,
    };
}
