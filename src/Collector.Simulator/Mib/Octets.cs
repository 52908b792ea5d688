namespace Collector.Simulator.Mib;

/// <summary>Copies the constant contents of strings, as a <see cref="ContentFormula"/> wants it.</summary>
internal static class Octets
{
    public static int Copy(ReadOnlySpan<byte> octets, Span<byte> into)
    {
        octets.CopyTo(into);
        return octets.Length;
    }
}
