using System.Globalization;
using System.Net;

namespace Collector.Pipeline.Dns;

/// <summary>Whom to ask, and which names to try: <c>/etc/resolv.conf</c>, or servers that somebody wrote.</summary>
/// <param name="Servers">Asked in turn.</param>
/// <param name="Search">Domains that are put behind names.</param>
/// <param name="Dots">A name with as many dots is tried as it is first.</param>
public sealed record ResolverSettings(IReadOnlyList<IPEndPoint> Servers, IReadOnlyList<string> Search, int Dots = 1)
{
    public const string File = "/etc/resolv.conf";

    /// <summary>Where servers listen.</summary>
    public const int Port = 53;

    private const int MostLines = 1000;

    /// <summary>As the file says now; this machine's own server when it says nothing, or is not there (resolv.conf(5)).</summary>
    public static ResolverSettings Read(string path = File)
    {
        try
        {
            return Parse(System.IO.File.ReadLines(path).Take(MostLines));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Parse([]);
        }
    }

    /// <summary>Names to try in turn: as it is, and with each domain behind it.</summary>
    public IEnumerable<string> Candidates(string name)
    {
        if (name.EndsWith('.')) return [name];
        var searched = Search.Select(domain => $"{name}.{domain.Trim('.')}.").Where(DnsName.IsName);
        return name.Count(letter => letter == '.') >= Dots ? [$"{name}.", .. searched] : [.. searched, $"{name}."];
    }

    internal static ResolverSettings Parse(IEnumerable<string> lines)
    {
        var servers = new List<IPEndPoint>();
        IReadOnlyList<string> search = [];
        var dots = 1;
        foreach (var line in lines)
        {
            var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || words[0][0] is '#' or ';') continue;
            if (words[0] == "nameserver" && IPAddress.TryParse(words[1], out var address)) servers.Add(new IPEndPoint(address, Port));
            else if (words[0] is "search" or "domain") search = words[1..]; // the last one counts
            else if (words[0] == "options") dots = DotsIn(words) ?? dots;
        }

        if (servers.Count == 0) servers.Add(new IPEndPoint(IPAddress.Loopback, Port));
        return new ResolverSettings(servers, search, dots);
    }

    private static int? DotsIn(string[] options)
    {
        var written = options.LastOrDefault(option => option.StartsWith("ndots:", StringComparison.Ordinal));
        return written is not null && int.TryParse(written.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var dots) ? Math.Min(dots, 15) : null;
    }
}
