namespace Collector.Simulator.Gnmi.Model;

/// <summary>The value of a leaf at one moment: a number or a text, by its <see cref="LeafKind"/>.</summary>
internal readonly struct LeafValue
{
    public LeafValue(ulong number) => Number = number;

    public LeafValue(string text) => Text = text;

    public ulong Number { get; }

    public string? Text { get; }

    /// <summary>Differs when the value does. Two texts may share one by a chance of 1 in 2^32.</summary>
    public ulong Fingerprint => Text is null ? Number : (uint)string.GetHashCode(Text, StringComparison.Ordinal);
}
