namespace Collector.Pipeline.Dns;

/// <summary>What can be a name in the DNS (RFC 1035 section 2.3.4).</summary>
public static class DnsName
{
    private const int LongestLabel = 63;
    private const int LongestName = 253; // as text without the dot at its end; on the wire two octets more

    /// <summary>Letters of ASCII without spaces, in labels of 1 to 63.</summary>
    public static bool IsName(string name)
    {
        var labels = name.EndsWith('.') ? name[..^1] : name;
        return labels.Length is > 0 and <= LongestName && labels.All(letter => letter is > ' ' and < '\x7F') && labels.Split('.').All(label => label.Length is > 0 and <= LongestLabel);
    }
}
