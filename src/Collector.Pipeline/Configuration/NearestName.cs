namespace Collector.Pipeline.Configuration;

/// <summary>Finds what a user may have meant by a name that does not exist.</summary>
public static class NearestName
{
    // Longer names are not typed by hand, and the distance costs the product of the lengths.
    private const int LongestCompared = 64;

    /// <summary>
    /// The closest candidate, if it differs in no more than a third of its letters (and at least one is allowed to differ); else the only one whose words the name begins with, or
    /// that begins with the name's, as <c>static</c> for <c>static_configs</c>; else null.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestCompared) return null;
        string? nearest = null;
        var fewest = Math.Max(1, name.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (candidate.Length > LongestCompared || Math.Abs(candidate.Length - name.Length) >= fewest) continue;
            var edits = Edits(Normal(name), Normal(candidate));
            if (edits >= fewest) continue;
            fewest = edits;
            nearest = candidate;
        }

        return nearest ?? (candidates.Where(candidate => Begins(name, candidate) || Begins(candidate, name)).Take(2).ToArray() is [var only] ? only : null);
    }

    /// <summary>Ready to be put behind a message: <c>; did you mean "x"?</c>, or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        Of(name, candidates) is { } nearest ? $"; did you mean \"{nearest}\"?" : "";

    // Wrong case and kebab for snake are the commonest slips, so they do not count as edits.
    private static string Normal(string name) => name.ToLowerInvariant().Replace('-', '_');

    /// <summary>Whether a name begins with the words of another one; of a plural its singular will do.</summary>
    private static bool Begins(string name, string with) => with.Length > 2 && $"{Normal(name)}_".StartsWith($"{Normal(with).TrimEnd('s')}_", StringComparison.Ordinal);

    /// <summary>Levenshtein's distance, one row kept.</summary>
    private static int Edits(string from, string to)
    {
        Span<int> row = stackalloc int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++) row[j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[to.Length];
    }
}
