namespace Collector.Simulator.Mib;

/// <summary>The arithmetic of the simulated counters, as README.md documents it.</summary>
/// <remarks>Every number is a function of device, row, column and uptime alone, so that a reader of a value can tell whose it is and from when.</remarks>
internal static class CounterFormula
{
    // Prime, so that up to 9,973 interfaces of one device all have different rates.
    public const int Modulus = 9973;

    // Growth per tick of each InterfaceCounter: A + B * Spread(device, number).
    private static readonly ulong[] _a = [1_200_007, 1301, 17, 3, 700_001, 907, 19, 7];
    private static readonly ulong[] _b = [97, 1, 1, 1, 89, 1, 1, 1];

    /// <summary>What makes two rows different: 0 … 9,972.</summary>
    public static uint Spread(int device, int number) => (uint)((7477L * device + 52361L * number) % Modulus);

    /// <summary>The 64-bit counter, modulo 2^64; its 32-bit twin is the same modulo 2^32.</summary>
    public static ulong Value(InterfaceCounter counter, int device, int number, ulong uptime) =>
        unchecked((_a[(int)counter] + (_b[(int)counter] * Spread(device, number))) * uptime);

    /// <summary>Errors and discards: they move every ten seconds, or never.</summary>
    public static ulong Rare(int column, int device, int number, ulong uptime) =>
        ((Spread(device, number) + (uint)column) % 5) * (uptime / 1000);

    /// <summary>A gauge that steps once in <paramref name="every"/> ticks and wraps at <paramref name="span"/>.</summary>
    public static ulong Wander(int device, int number, ulong uptime, ulong every, ulong span) =>
        (Spread(device, number) + (uptime / every)) % span;
}
