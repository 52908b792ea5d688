using System.Net;
using System.Text.Json;
using Collector.Simulator;

namespace Collector.LoadTest.Agents;

/// <summary>What the process of agents is to simulate; travels to it as one line of JSON. The fields are those of <see cref="SimulatorOptions"/>.</summary>
internal sealed record AgentsPlan
{
    /// <summary>How both sides of the pipe write JSON.</summary>
    public static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public required int Devices { get; init; }

    public required int Interfaces { get; init; }

    public string BaseAddress { get; init; } = "127.1.0.1";

    /// <summary>When all devices were started, so that a checker knows their uptime.</summary>
    public DateTimeOffset Epoch { get; init; } = DateTimeOffset.UtcNow.AddSeconds(-1_000_000);

    /// <summary>Between every request and its reply, in milliseconds.</summary>
    public int DelayMs { get; init; }

    public double Loss { get; init; }

    public double Garbage { get; init; }

    public double Duplicate { get; init; }

    public double Silent { get; init; }

    public double Slow { get; init; }

    public double SteppingBack { get; init; }

    public double Endless { get; init; }

    public double HugeGarbage { get; init; }

    /// <summary>Whether the agents know the users of <see cref="LoadUser"/> as well as the community.</summary>
    public bool HasUser { get; init; }

    public SimulatorOptions ToOptions() => new()
    {
        Devices = Devices,
        Interfaces = Interfaces,
        BaseAddress = IPAddress.Parse(BaseAddress),
        Epoch = Epoch,
        Delay = TimeSpan.FromMilliseconds(DelayMs),
        Loss = Loss,
        Garbage = Garbage,
        Duplicate = Duplicate,
        Silent = Silent,
        Slow = Slow,
        SteppingBack = SteppingBack,
        Endless = Endless,
        HugeGarbage = HugeGarbage,
        Users = HasUser ? [LoadUser.User, LoadUser.ReederUser] : [],
    };
}
