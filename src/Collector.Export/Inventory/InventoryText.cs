using System.Buffers.Text;

namespace Collector.Export.Inventory;

/// <summary>Tidies values up before they are kept: padding, the two vocabularies of types, and length. All of it escaped UTF-8.</summary>
internal static class InventoryText
{
    /// <summary>Bytes kept of one value. ENTITY-MIB's are at most 255 octets; OpenConfig's have no limit.</summary>
    public const int MaxLength = 1024;

    /// <summary>Without the spaces that devices fill fields with, and not endless.</summary>
    public static ReadOnlySpan<byte> Tidy(ReadOnlySpan<byte> escaped)
    {
        escaped = escaped.Trim((byte)' ');
        return escaped.Length <= MaxLength ? escaped : Cut(escaped);
    }

    /// <summary><c>openconfig-platform-types:POWER_SUPPLY</c> and <c>powerSupply</c> as <c>power_supply</c>.</summary>
    /// <param name="type">At most <see cref="MaxLength"/> bytes.</param>
    /// <param name="destination">Twice as many.</param>
    public static ReadOnlySpan<byte> Type(ReadOnlySpan<byte> type, Span<byte> destination)
    {
        type = type[(type.LastIndexOf((byte)':') + 1)..];
        var length = 0;
        for (var i = 0; i < type.Length; i++)
        {
            var isUpper = type[i] is >= (byte)'A' and <= (byte)'Z';
            if (isUpper && i > 0 && type[i - 1] is >= (byte)'a' and <= (byte)'z') destination[length++] = (byte)'_';
            destination[length++] = isUpper ? (byte)(type[i] | 0x20) : type[i];
        }

        return destination[..length];
    }

    /// <summary>A whole number; empty for what is none.</summary>
    public static ReadOnlySpan<byte> Number(double value, Span<byte> destination)
    {
        if (!(Math.Abs(value) < 1L << 53) || value != Math.Floor(value)) return default;
        return Utf8Formatter.TryFormat((long)value, destination, out var length) ? destination[..length] : default;
    }

    // Neither in the middle of a character nor between a backslash and what it escapes.
    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> escaped)
    {
        var end = MaxLength;
        while (end > 0 && (escaped[end] & 0xC0) == 0x80) end--;
        var backslashes = 0;
        while (backslashes < end && escaped[end - 1 - backslashes] == '\\') backslashes++;
        return escaped[..(end - backslashes % 2)];
    }
}
