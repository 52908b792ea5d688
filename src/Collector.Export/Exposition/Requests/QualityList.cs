using System.Globalization;

namespace Collector.Export.Exposition.Requests;

/// <summary>Reads Accept and Accept-Encoding (RFC 9110 section 12.4.2): items with parameters and a quality.</summary>
internal static class QualityList
{
    /// <summary>The items, in lower case and in their order. What cannot be read is left out.</summary>
    public static IEnumerable<(string Value, IReadOnlyDictionary<string, string> Parameters, double Quality)> Read(string? header)
    {
        foreach (var item in (header ?? "").ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = item.Split(';', StringSplitOptions.TrimEntries);
            var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var parameter in parts.Skip(1))
            {
                var equals = parameter.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0) parameters[parameter[..equals].TrimEnd()] = parameter[(equals + 1)..].Trim(' ', '"');
            }

            yield return (parts[0], parameters, QualityOf(parameters));
        }
    }

    private static double QualityOf(Dictionary<string, string> parameters)
    {
        if (!parameters.TryGetValue("q", out var text)) return 1;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality) && quality is >= 0 and <= 1 ? quality : 0;
    }
}
