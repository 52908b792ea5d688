using System.Net;
using System.Net.Sockets;
using System.Text;
using Collector.Simulator.Faults;
using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;

namespace Collector.Simulator;

/// <summary>What a fleet consists of, and what goes wrong with it. Probabilities and fractions are 0 … 1.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Agents, each on its own address. 1 … 1,000,000.</summary>
    public int Devices { get; init; } = 100;

    /// <summary>Rows of ifTable and ifXTable of every device. 0 … 100,000.</summary>
    public int Interfaces { get; init; } = 50;

    /// <summary>The address of device 0; device d has this plus d. All must be in 127.0.0.0/8.</summary>
    public IPAddress BaseAddress { get; init; } = new([127, 1, 0, 1]);

    /// <summary>The UDP port of all devices; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Requests with another community get no answer. At most 255 octets of UTF-8.</summary>
    public string Community { get; init; } = "public";

    /// <summary>Who may ask in SNMPv3, each at exactly its level. Nobody: version 3 gets no answer.</summary>
    public IReadOnlyList<UsmUser> Users { get; init; } = [];

    /// <summary>All devices have the engine id of device 0, as if they had been cloned. Each has a clock of its own all the same.</summary>
    public bool SharedEngineId { get; init; }

    /// <summary>SNMPv3 requests that the agent says are outside of its time window, in a signed report, though they are not.</summary>
    public double NotInTimeWindow { get; init; }

    /// <summary>SNMPv3 replies whose signature is wrong.</summary>
    public double WrongDigest { get; init; }

    /// <summary>Equal seeds make equal choices for equal requests.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>When all devices started. Unset: 1,000,000 seconds before the fleet.</summary>
    public DateTimeOffset? Epoch { get; init; }

    /// <summary>Requests that get no answer.</summary>
    public double Loss { get; init; }

    /// <summary>Requests that get a damaged reply instead of the right one.</summary>
    public double Garbage { get; init; }

    /// <summary>The kinds of damage to choose from, with equal chances.</summary>
    public IReadOnlyList<GarbageKind> GarbageKinds { get; init; } = Enum.GetValues<GarbageKind>();

    /// <summary>Replies that are sent twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>Replies that come <see cref="LateBy"/> later than they should.</summary>
    public double Late { get; init; }

    /// <summary>0 … 1 h.</summary>
    public TimeSpan LateBy { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Between every request and its reply. 0 … 1 h.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>A random part of up to this much is added to <see cref="Delay"/>. 0 … 1 h.</summary>
    public TimeSpan DelayJitter { get; init; }

    /// <summary>Fraction of the devices that are <see cref="DeviceNature.Silent"/>.</summary>
    public double Silent { get; init; }

    /// <summary>Fraction of the devices that are <see cref="DeviceNature.Slow"/>.</summary>
    public double Slow { get; init; }

    /// <summary>What a slow device adds to the delay. 0 … 1 h.</summary>
    public TimeSpan SlowBy { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Fraction of the devices that are <see cref="DeviceNature.Serial"/>.</summary>
    public double Serial { get; init; }

    /// <summary>How long a serial device works on one request. 0 … 1 h.</summary>
    public TimeSpan WorkTime { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Fraction of the devices that are <see cref="DeviceNature.Breaking"/>.</summary>
    public double Breaking { get; init; }

    /// <summary>Repetitions that a breaking device still serves. 1 or more.</summary>
    public int BreaksAbove { get; init; } = 10;

    /// <summary>Fraction of the devices that are <see cref="DeviceNature.Skipping"/>.</summary>
    public double Skipping { get; init; }

    /// <summary>Repetitions that a skipping device serves rightly. 1 or more.</summary>
    public int SkipsAbove { get; init; } = 55;

    /// <summary>Fraction of the devices that are <see cref="DeviceNature.SteppingBack"/>.</summary>
    public double SteppingBack { get; init; }

    /// <summary>Fraction of the devices that are <see cref="DeviceNature.Endless"/>.</summary>
    public double Endless { get; init; }

    /// <summary>Fraction of the devices that are <see cref="DeviceNature.HugeGarbage"/>.</summary>
    public double HugeGarbage { get; init; }

    /// <summary>Every device starts anew after so long, each at its own moment. 0: never.</summary>
    public TimeSpan RebootEvery { get; init; }

    /// <summary>More repetitions than this are not served in one GETBULK. 1 or more.</summary>
    public int MaxRepetitions { get; init; } = int.MaxValue;

    /// <summary>No reply is longer, in octets. 484 (RFC 3417 section 3.2.1) … 65,507.</summary>
    public int MaxMessageSize { get; init; } = 1472;

    /// <summary>What to ask of the kernel for waiting requests, in octets.</summary>
    public int ReceiveBufferBytes { get; init; } = 16 << 20;

    /// <summary>Uptime, delays and per-second peaks follow this clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Everything that is wrong with the options, a sentence each.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Check(errors, Devices is >= 1 and <= 1_000_000, "Devices must be 1 to 1,000,000.");
        Check(errors, Interfaces is >= 0 and <= 100_000, "Interfaces must be 0 to 100,000.");
        Check(errors, IsLoopbackRange(), "All addresses, from the base address on, must be in 127.0.0.0/8.");
        Check(errors, Port is >= 0 and <= 65_535, "Port must be 0 to 65535.");
        Check(errors, Encoding.UTF8.GetByteCount(Community) <= 255, "Community must not be longer than 255 octets.");
        Check(errors, AreFractions(Loss, Garbage, Duplicate, Late, NotInTimeWindow, WrongDigest), "Loss, garbage, duplicate, late, not-in-time and wrong-digest are probabilities: 0 to 1.");
        Check(errors, Users.All(IsUsable), "A user has a name of 1 to 32 octets, and passwords as its level needs them.");
        Check(errors, Users.DistinctBy(user => user.Name).Count() == Users.Count, "Users must have different names.");
        Check(errors, GarbageKinds.Count > 0, "Name at least one kind of garbage.");
        Check(errors, AreFractions(Silent, Slow, Serial, Breaking, Skipping, SteppingBack, Endless, HugeGarbage, Silent + Slow + Serial + Breaking + Skipping + SteppingBack + Endless + HugeGarbage),
            "The fractions of devices that misbehave are 0 to 1, and so is their sum.");
        Check(errors, AreTimes(LateBy, Delay, DelayJitter, SlowBy, WorkTime), "Delays must be 0 to 1 hour.");
        Check(errors, RebootEvery == TimeSpan.Zero || RebootEvery >= TimeSpan.FromSeconds(1), "A device cannot reboot more often than every second.");
        Check(errors, MaxRepetitions >= 1 && BreaksAbove >= 1 && SkipsAbove >= 1, "At least one repetition must be allowed.");
        Check(errors, MaxMessageSize is >= 484 and <= 65_507, "The message size must be 484 to 65,507 octets.");
        return errors;
    }

    private static bool IsUsable(UsmUser user) =>
        Encoding.UTF8.GetByteCount(user.Name) is > 0 and <= 32
        && (user.Level == SnmpSecurityLevel.NoAuthNoPriv || !user.Password.IsEmpty)
        && (user.Level != SnmpSecurityLevel.AuthPriv || !user.PrivPassword.IsEmpty);

    private static void Check(List<string> errors, bool isRight, string error)
    {
        if (!isRight) errors.Add(error);
    }

    private static bool AreFractions(params ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!(value is >= 0 and <= 1 + 1e-9)) return false;
        }
        return true;
    }

    private static bool AreTimes(params ReadOnlySpan<TimeSpan> values)
    {
        foreach (var value in values)
        {
            if (value < TimeSpan.Zero || value > TimeSpan.FromHours(1)) return false;
        }
        return true;
    }

    private bool IsLoopbackRange() =>
        BaseAddress.AddressFamily == AddressFamily.InterNetwork
        && BaseAddress.GetAddressBytes() is [127, var a, var b, var c]
        && ((a << 16) | (b << 8) | c) + (long)Devices <= 1 << 24;
}
