using System.Buffers.Text;
using Collector.Gnmi.Mapping.Values;

namespace Collector.Gnmi.Mapping.Json;

/// <summary>JSON's numbers: integers exact to 64 bits, all others as doubles.</summary>
internal static class JsonNumber
{
    /// <param name="text">A number after JSON's grammar.</param>
    public static LeafValue Read(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0)
        {
            if (Utf8Parser.TryParse(text, out ulong unsigned, out var read) && read == text.Length) return LeafValue.Unsigned(unsigned);
            if (Utf8Parser.TryParse(text, out long signed, out read) && read == text.Length) return LeafValue.Signed(signed);
        }

        // More than a double holds is no infinity, and no sample either.
        return double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? LeafValue.Double(value)
            : LeafValue.Nothing;
    }
}
