using System.Net;
using System.Net.Sockets;
using Collector.Gnmi.Protocol;

namespace Collector.Simulator.Gnmi;

/// <summary>What a fleet of gNMI devices consists of, and what goes wrong with it.</summary>
public sealed record GnmiFleetOptions
{
    /// <summary>Each on its own address. 1 … 100,000.</summary>
    public int Devices { get; init; } = 10;

    /// <summary>Interfaces of every device, and transceivers. 0 … 9,000.</summary>
    public int Interfaces { get; init; } = 8;

    /// <summary>The address of device 0; device d has this plus d. All must be in 127.0.0.0/8.</summary>
    public IPAddress BaseAddress { get; init; } = new([127, 3, 0, 1]);

    /// <summary>The TCP port of all devices; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>TLS with a certificate of the fleet's own authority, instead of plain HTTP/2.</summary>
    public bool HasTls { get; init; }

    /// <summary>Calls need this user in their metadata; empty asks nobody.</summary>
    public string Username { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>When all devices started. Unset: 1,000,000 seconds before the fleet.</summary>
    public DateTimeOffset? Epoch { get; init; }

    /// <summary>Equal seeds give the same devices their natures.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Fractions of the devices that misbehave, 0 … 1 in sum.</summary>
    public IReadOnlyDictionary<GnmiNature, double> Natures { get; init; } = new Dictionary<GnmiNature, double>();

    /// <summary>What devices say they can encode, and what they refuse others for.</summary>
    public IReadOnlyList<Encoding> Encodings { get; init; } = [Encoding.Json, Encoding.JsonIetf, Encoding.Proto, Encoding.Ascii, Encoding.Bytes];

    public GnmiGranularity Granularity { get; init; }

    /// <summary>Lists and their keys are in the path of each update, not in the notification's prefix.</summary>
    public bool HasKeysInPath { get; init; }

    /// <summary>Said before every path; empty for none.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The shortest sample interval, which stands for 0 too. 10 ms … 1 h.</summary>
    public TimeSpan ShortestInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Of counters that the device may choose the mode of.</summary>
    public TimeSpan DefaultInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The period of devices that misbehave in turns. 100 ms … 1 h.</summary>
    public TimeSpan MisbehaveEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>1 kB … 100 MB.</summary>
    public int HugeMessageBytes { get; init; } = 6_000_000;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Everything that is wrong with the options, a sentence each.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Check(errors, Devices is >= 1 and <= 100_000, "Devices must be 1 to 100,000.");
        Check(errors, Interfaces is >= 0 and <= 9000, "Interfaces must be 0 to 9,000.");
        Check(errors, IsLoopbackRange(), "All addresses, from the base address on, must be in 127.0.0.0/8.");
        Check(errors, Port is >= 0 and <= 65_535, "Port must be 0 to 65535.");
        Check(errors, Natures.Values.All(static fraction => fraction is >= 0 and <= 1) && Natures.Values.Sum() <= 1 + 1e-9,
            "The fractions of devices that misbehave are 0 to 1, and so is their sum.");
        Check(errors, Encodings.Count > 0, "Name at least one encoding.");
        Check(errors, IsTime(ShortestInterval, 10) && IsTime(DefaultInterval, 10), "Sample intervals must be 10 ms to 1 hour.");
        Check(errors, IsTime(MisbehaveEvery, 100), "The period of devices that misbehave must be 100 ms to 1 hour.");
        Check(errors, HugeMessageBytes is >= 1000 and <= 100_000_000, "Huge messages must be 1 kB to 100 MB.");
        return errors;
    }

    private static void Check(List<string> errors, bool isRight, string error)
    {
        if (!isRight) errors.Add(error);
    }

    private static bool IsTime(TimeSpan time, int leastMilliseconds) => time >= TimeSpan.FromMilliseconds(leastMilliseconds) && time <= TimeSpan.FromHours(1);

    private bool IsLoopbackRange() =>
        BaseAddress.AddressFamily == AddressFamily.InterNetwork
        && BaseAddress.GetAddressBytes() is [127, var a, var b, var c]
        && ((a << 16) | (b << 8) | c) + (long)Devices <= 1 << 24;
}
