using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Rendering;

/// <summary>Writes a varbind's value as the text that snmp_exporter shows for it: labels of strings, and looked-up labels.</summary>
/// <remarks>Pure; never throws on what a device sent. Output is UTF-8, not yet escaped.</remarks>
internal static class TextRendering
{
    /// <summary>Room enough for any rendering of <paramref name="value"/>.</summary>
    /// <remarks>An Opaque number is written by <see cref="PlainNumber"/>.</remarks>
    public static int MaxLength(in SnmpValue value) => (value.Type == SmiType.Opaque ? 340 : 40) + 4 * value.Content.Length;

    /// <summary>Writes the text; returns its length.</summary>
    public static int Render(TextForm form, in SnmpValue value, Span<byte> destination)
    {
        switch (value.Type)
        {
            case SmiType.OctetString:
                return RenderOctets(form, value.Content, destination);
            case SmiType.ObjectIdentifier:
                return Oid.TryFormat(value.Content, destination, out var written) ? written : WriteHex(value.Content, destination);
            case SmiType.IpAddress:
                return RenderAddress(value.Content, destination);
            case SmiType.Null:
                return 0;
            default:
                return RenderNumber(value, destination);
        }
    }

    /// <summary>Room enough for any rendering with a hint.</summary>
    public static int MaxLength(in SnmpValue value, DisplayHint? hint) => Math.Max(MaxLength(value), hint?.MaxLength(value.Content.Length) ?? 0);

    /// <summary>Writes an OCTET STRING as a hint says, where there is one that can, and anything else without it.</summary>
    public static int Render(TextForm form, DisplayHint? hint, in SnmpValue value, Span<byte> destination) =>
        hint is not null && value.Type == SmiType.OctetString && hint.TryRender(value.Content, destination, out var written) ? written : Render(form, value, destination);

    /// <summary>An OCTET STRING, or the octets of an index.</summary>
    public static int RenderOctets(TextForm form, ReadOnlySpan<byte> octets, Span<byte> destination) => form switch
    {
        TextForm.Display => RenderDisplay(octets, destination),
        TextForm.PhysAddress48 => WriteMac(octets, destination),
        TextForm.IPv4 => WriteIPv4(octets, destination),
        TextForm.IPv6 => WriteIPv6(octets, destination),
        TextForm.Number => WriteDecimal(octets.IsEmpty ? 0 : octets[0], destination),
        _ => WriteHex(octets, destination),
    };

    /// <summary>An integer in decimal.</summary>
    public static int WriteDecimal(long number, Span<byte> destination)
    {
        Utf8Formatter.TryFormat(number, destination, out var written);
        return written;
    }

    private static int RenderDisplay(ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        if (Utf8.IsValid(octets))
        {
            octets.CopyTo(destination);
            return octets.Length;
        }

        var written = 0;
        var inInvalidRun = false;
        while (!octets.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf8(octets, out var rune, out var consumed) == System.Buffers.OperationStatus.Done;
            if (valid || !inInvalidRun) written += (valid ? rune : Rune.ReplacementChar).EncodeToUtf8(destination[written..]);
            inInvalidRun = !valid;
            octets = octets[consumed..];
        }

        return written;
    }

    private static int RenderNumber(in SnmpValue value, Span<byte> destination)
    {
        if (value.TryGetInt64(out var signed)) return WriteDecimal(signed, destination);
        int written;
        if (value.TryGetUInt64(out var unsigned)) Utf8Formatter.TryFormat(unsigned, destination, out written);
        else if (value.TryGetOpaqueDouble(out var real)) written = value.IsOpaqueFloat ? PlainNumber.Write((float)real, destination) : PlainNumber.Write(real, destination);
        else written = WriteHex(value.Content, destination);
        return written;
    }

    private static int RenderAddress(ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        switch (octets.Length)
        {
            case 0:
                return 0;
            case 4:
                return WriteIPv4(octets, destination);
            case 16:
                new System.Net.IPAddress(octets).TryFormat(destination, out var written); // RFC 5952: lower case, compressed
                return written;
            default:
                return WriteHex(octets, destination);
        }
    }

    private static int WriteHex(ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        if (octets.IsEmpty) return 0;
        "0x"u8.CopyTo(destination);
        Convert.TryToHexString(octets, destination[2..], out var written);
        return 2 + written;
    }

    private static int WriteMac(ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        Span<byte> six = stackalloc byte[6];
        octets[..Math.Min(6, octets.Length)].CopyTo(six);
        for (var i = 0; i < 6; i++)
        {
            if (i > 0) destination[3 * i - 1] = (byte)':';
            Convert.TryToHexString(six.Slice(i, 1), destination[(3 * i)..], out _);
        }

        return 17;
    }

    private static int WriteIPv4(ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        var written = 0;
        for (var i = 0; i < 4; i++)
        {
            if (i > 0) destination[written++] = (byte)'.';
            written += WriteDecimal(i < octets.Length ? octets[i] : 0, destination[written..]);
        }

        return written;
    }

    private static int WriteIPv6(ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        Span<byte> sixteen = stackalloc byte[16];
        octets[..Math.Min(16, octets.Length)].CopyTo(sixteen);
        for (var group = 0; group < 8; group++)
        {
            if (group > 0) destination[5 * group - 1] = (byte)':';
            Convert.TryToHexString(sixteen.Slice(2 * group, 2), destination[(5 * group)..], out _);
        }

        return 39;
    }
}
