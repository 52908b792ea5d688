using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Collector.Snmp.Transport.Addresses;

/// <summary>Tells addresses from names, more strictly than <see cref="IPAddress"/>, for which <c>1</c> and <c>010.1.1.1</c> are addresses too.</summary>
internal static class HostText
{
    private const int LongestName = 253; // RFC 1035 section 2.3.4, written out
    private const int LongestLabel = 63;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> DigitsAndDots = SearchValues.Create("0123456789.");

    public static IPAddress? Literal(ReadOnlySpan<char> host)
    {
        if (!IPAddress.TryParse(host, out IPAddress? address))
            return null;
        return address.AddressFamily == AddressFamily.InterNetworkV6 || IsDottedQuad(host) ? address : null;
    }

    /// <summary>Letters, digits, hyphens and (for the careless) underscores in labels; letters beyond ASCII are left to the resolver.</summary>
    public static bool IsName(ReadOnlySpan<char> host)
    {
        if (host is [.., '.'])
            host = host[..^1];
        if (host.Length is 0 or > LongestName || !host.ContainsAnyExcept(DigitsAndDots))
            return false;
        foreach (Range range in host.Split('.'))
        {
            ReadOnlySpan<char> label = host[range];
            if (label.Length is 0 or > LongestLabel)
                return false;
            foreach (char letter in label)
            {
                if (!char.IsLetterOrDigit(letter) && letter is not ('-' or '_'))
                    return false;
            }
        }

        return true;
    }

    // Four numbers, none with a leading zero, which some read as octal.
    private static bool IsDottedQuad(ReadOnlySpan<char> host)
    {
        int numbers = 0;
        foreach (Range range in host.Split('.'))
        {
            ReadOnlySpan<char> number = host[range];
            if (number.Length is 0 or > 3 || number.ContainsAnyExcept(Digits) || (number.Length > 1 && number[0] == '0'))
                return false;
            numbers++;
        }

        return numbers == 4;
    }
}
