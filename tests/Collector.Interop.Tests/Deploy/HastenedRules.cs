using System.Text.RegularExpressions;
using Collector.Testing;

namespace Collector.Interop.Tests.Deploy;

/// <summary>The rules of deploy/prometheus with their times made short: a minute becomes a second, and nobody waits for long. That the times are right, promtool's tests hold.</summary>
internal static partial class HastenedRules
{
    /// <summary>All rule files as one.</summary>
    public static string Text { get; } = Hasten(string.Join('\n', Directory.EnumerateFiles(Docs.Path("deploy", "prometheus", "rules"), "*.yml").Order(StringComparer.Ordinal)
        .Select(file => File.ReadAllText(file).Replace("groups:\n", "", StringComparison.Ordinal)).Prepend("groups:")));

    public static IEnumerable<string> AlertNames => AlertName().Matches(Text).Select(match => match.Groups["name"].Value);

    /// <summary>An expression of a rule or a panel.</summary>
    public static string Hasten(string expression)
    {
        var hastened = expression.Replace("[6h:1m]", "[10m:1s]", StringComparison.Ordinal).Replace("[1d:5m]", "[20s:1s]", StringComparison.Ordinal)
            .Replace("offset 10m", "offset 10s", StringComparison.Ordinal).Replace("offset 7d", "offset 5s", StringComparison.Ordinal).Replace("offset 60d", "offset 5s", StringComparison.Ordinal)
            .Replace("link:errors:rate5m > 1", "link:errors:rate5m > 10", StringComparison.Ordinal) // simulated ports have some errors every ten seconds, all at once
            .Replace("[1d]", "[20s]", StringComparison.Ordinal).Replace("[60d]", "[20s]", StringComparison.Ordinal).Replace("interval: 1h", "interval: 1s", StringComparison.Ordinal);
        hastened = For().Replace(hastened, "for: 2s");
        return Minutes().Replace(hastened, match => $"{match.Groups["before"].Value}{Math.Max(6, int.Parse(match.Groups["count"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture))}s{match.Groups["after"].Value}")
            .Replace("interval: 6s", "interval: 1s", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"alert: (?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex AlertName();

    [GeneratedRegex(@"for: \d+[mh]")]
    private static partial Regex For();

    [GeneratedRegex(@"(?<before>\[|interval: )(?<count>\d+)m(?<after>\]|\n)", RegexOptions.ExplicitCapture)]
    private static partial Regex Minutes();
}
