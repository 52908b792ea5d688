using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Targets;

/// <summary>One thing to collect from: where it is, how to ask, how often, and the labels its series carry.</summary>
/// <remarks>
/// Immutable. Two targets are equal when polling them would be the same work with the same result, wherever they were written:
/// a reload touches only targets that are not equal to what they were.
/// </remarks>
public sealed record Target
{
    /// <summary>What stands in <see cref="Modules"/> for the modules of the target's profile.</summary>
    public const string AutoModules = "auto";

    /// <summary>A <see cref="Protocol"/>.</summary>
    public const string Snmp = "snmp";

    /// <inheritdoc cref="Snmp"/>
    public const string Gnmi = "gnmi";

    /// <summary>The <c>instance</c> label, and the target's identity: unique in a <see cref="TargetSet"/>.</summary>
    public required string Instance { get; init; }

    public string Protocol { get; init; } = Snmp;

    /// <summary>As written: a name or an address, maybe with a port and with <c>udp://</c> or <c>tcp://</c>; several with commas between them for gNMI.</summary>
    public required string Address { get; init; }

    /// <summary>What every series of the target carries, <c>instance</c> included; nothing that begins with <c>__</c>.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>Names of modules, or of subscriptions, in the order they were written, each once.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    /// <summary>The profile that modules were taken from: empty as long as the device has not said what it is, null when it did not choose them.</summary>
    public string? Profile { get; init; }

    /// <summary>The name of the credentials, never the credentials. For gNMI the name of an entry with options of its own, or empty for the defaults.</summary>
    public required string Auth { get; init; }

    /// <summary>The SNMP context name; empty for the default context.</summary>
    public string Context { get; init; } = "";

    /// <summary>From the start of one poll to the start of the next; zero where nothing is polled.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>The longest a whole poll may take, all modules and retries together.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>How long to wait for one reply when the module does not say; null leaves it to the protocol.</summary>
    public TimeSpan? PacketTimeout { get; init; }

    /// <summary>How often to ask again after the first request when the module does not say; null leaves it to the protocol.</summary>
    public int? Retries { get; init; }

    /// <summary>What it may be asked at most, and how often while it is silent.</summary>
    public RequestLimits Limits { get; init; } = RequestLimits.None;

    /// <summary>Where the target was written; not part of equality.</summary>
    public SourcePosition WrittenAt { get; init; }

    /// <summary><see cref="WrittenAt"/> as <c>file:line</c>, or empty when nobody wrote the target.</summary>
    public string Origin => WrittenAt.Line == 0 ? "" : $"{WrittenAt.File}:{WrittenAt.Line}";

    public bool Equals(Target? other) =>
        ReferenceEquals(this, other) ||
        (other is not null && Instance == other.Instance && Protocol == other.Protocol && Address == other.Address
            && Profile == other.Profile && Auth == other.Auth && Context == other.Context
            && Interval == other.Interval && Deadline == other.Deadline && PacketTimeout == other.PacketTimeout && Retries == other.Retries && Limits == other.Limits
            && Labels.Equals(other.Labels) && Modules.SequenceEqual(other.Modules, StringComparer.Ordinal));

    public override int GetHashCode() => HashCode.Combine(Instance, Address, Labels);

    public override string ToString() => Instance;
}
