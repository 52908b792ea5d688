using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Collector.Gnmi.Mapping.Wire;

/// <summary>Octets of a device as text for a label. What is no UTF-8, which gNMI does not allow, is written as <c>\xFF</c>: replaced by one sign for all of it, two rows would become one series.</summary>
internal static class OctetText
{
    public static string Of(ReadOnlySpan<byte> octets)
    {
        if (Utf8.IsValid(octets)) return Encoding.UTF8.GetString(octets);
        var text = new StringBuilder(octets.Length + 8);
        while (!octets.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(octets, out var rune, out var length) == System.Buffers.OperationStatus.Done) text.Append(rune);
            else foreach (var octet in octets[..length]) text.Append(CultureInfo.InvariantCulture, $"\\x{octet:X2}");
            octets = octets[length..];
        }

        return text.ToString();
    }
}
