namespace Collector.Pipeline.Rollups.Passes;

/// <summary>The column that says how fast a row's link is: what a counter of its octets cannot exceed.</summary>
/// <param name="Column">The column.</param>
/// <param name="BitsPerSecond">What 1 in it means.</param>
internal sealed record LinkSpeed(NumberColumn Column, double BitsPerSecond)
{
    // Polls are not exactly as far apart as their replies, and links of 100 Mbit/s carry a little more.
    private const double Slack = 1.1;

    public static LinkSpeed? In(IReadOnlyDictionary<string, NumberColumn> columns) =>
        columns.TryGetValue("ifHighSpeed", out var mega) ? new LinkSpeed(mega, 1e6)
            : columns.TryGetValue("ifSpeed", out var bits) ? new LinkSpeed(bits, 1) : null;

    /// <summary>Octets in a second; <paramref name="otherwise"/> when the device says 0.</summary>
    public double OctetsPerSecond(ulong cell, double otherwise) => Column.Of(cell) is > 0 and var speed ? Slack * speed * BitsPerSecond / 8 : otherwise;
}
