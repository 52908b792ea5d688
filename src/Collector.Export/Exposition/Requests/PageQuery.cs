namespace Collector.Export.Exposition.Requests;

/// <summary>Reads a page's query: <c>shard</c> and <c>timestamps</c>, and every other parameter as a label selector.</summary>
public static class PageQuery
{
    /// <param name="parameters">Decoded; a repeated one comes several times.</param>
    /// <param name="request">The request so far; the headers say the rest.</param>
    /// <param name="error">What to tell the scraper, when the result is false.</param>
    /// <param name="timestamps">What holds when the query does not say.</param>
    public static bool TryRead(IEnumerable<KeyValuePair<string, string>> parameters, out PageRequest request, out string error, bool timestamps = false)
    {
        var selectors = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        var (shard, hasShard) = (Shard.Whole, false);
        request = new PageRequest();
        error = "";
        foreach (var (name, value) in parameters)
        {
            switch (name)
            {
                case "shard" when hasShard || !Shard.TryParse(value, out shard):
                    error = $"shard must be given once, as I/N with 1 <= I <= N <= {Shard.MaxCount}: shard=2/8";
                    return false;
                case "shard":
                    hasShard = true;
                    break;
                case "timestamps" when value is not ("0" or "1" or "true" or "false"):
                    error = "timestamps must be 0 or 1";
                    return false;
                case "timestamps":
                    timestamps = value is "1" or "true";
                    break;
                default:
                    Add(selectors, name, value);
                    break;
            }
        }

        request = new PageRequest { Timestamps = timestamps, Targets = new TargetSelection(selectors, shard) };
        return true;
    }

    private static void Add(Dictionary<string, IReadOnlySet<string>> selectors, string name, string value)
    {
        if (selectors.TryGetValue(name, out var values)) ((HashSet<string>)values).Add(value);
        else selectors.Add(name, new HashSet<string>(StringComparer.Ordinal) { value });
    }
}
