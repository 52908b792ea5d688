namespace Collector.Snmp.Modules;

/// <summary>Finds files by Go's <c>filepath.Glob</c>: <c>*</c>, <c>?</c> and <c>[a-z]</c> within one part of the path, <c>\</c> before a literal; no <c>**</c>.</summary>
public static class FileGlob
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, MatchCasing = MatchCasing.CaseSensitive };

    public static bool HasWildcard(string pattern) => pattern.AsSpan().ContainsAny("*?[\\");

    /// <summary>The files there are, in ordinal order; folders are left out, and what cannot be listed has no files, as in Go.</summary>
    public static IReadOnlyList<string> Files(string pattern)
    {
        if (!HasWildcard(pattern)) return File.Exists(pattern) ? [pattern] : [];
        var slash = pattern.LastIndexOf('/');
        var name = pattern[(slash + 1)..];
        // "/x*.yml" lies in the root, "x*.yml" where we are.
        var folder = slash < 0 ? "" : pattern[..Math.Max(slash, 1)];
        var files = Folders(folder).SelectMany(found => Matching(found, name, Directory.EnumerateFiles));
        return [.. files.Order(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> Folders(string pattern)
    {
        if (!HasWildcard(pattern)) return [pattern];
        var slash = pattern.LastIndexOf('/');
        var above = slash < 0 ? "" : pattern[..Math.Max(slash, 1)];
        return [.. Folders(above).SelectMany(found => Matching(found, pattern[(slash + 1)..], Directory.EnumerateDirectories))];
    }

    private static IEnumerable<string> Matching(string folder, string name, Func<string, string, EnumerationOptions, IEnumerable<string>> list)
    {
        try
        {
            return [.. list(folder.Length == 0 ? "." : folder, "*", Everything)
                .Select(path => Path.GetFileName(path)).Where(found => IsMatch(name, found)).Select(found => Path.Join(folder, found))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether one part of a path matches. A malformed pattern matches nothing.</summary>
    internal static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0, n = 0, afterStar = -1, starTook = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                afterStar = ++p;
                starTook = n;
            }
            else if (p < pattern.Length && MatchesOne(pattern[p..], name[n], out var used))
            {
                p += used;
                n++;
            }
            else if (afterStar >= 0)
            {
                // Only the last star need take one letter more: the earlier ones can stay as they are.
                p = afterStar;
                n = ++starTook;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, char letter, out int used)
    {
        used = 1;
        switch (pattern[0])
        {
            case '?':
                return true;
            case '[':
                return MatchesClass(pattern, letter, out used);
            case '\\' when pattern.Length > 1:
                used = 2;
                return pattern[1] == letter;
            default:
                return pattern[0] == letter;
        }
    }

    /// <summary><c>[abc]</c>, <c>[a-z]</c>, <c>[^a-z]</c>; a class without an end matches nothing.</summary>
    private static bool MatchesClass(ReadOnlySpan<char> pattern, char letter, out int used)
    {
        var negated = pattern.Length > 1 && pattern[1] == '^';
        var matched = false;
        for (used = negated ? 2 : 1; used < pattern.Length && pattern[used] != ']';)
        {
            var low = Literal(pattern, ref used);
            var high = low;
            if (used + 1 < pattern.Length && pattern[used] == '-')
            {
                used++;
                high = Literal(pattern, ref used);
            }

            matched |= letter >= low && letter <= high;
        }

        var ended = used++ < pattern.Length;
        return ended && matched != negated;
    }

    private static char Literal(ReadOnlySpan<char> pattern, ref int at)
    {
        if (pattern[at] == '\\' && at + 1 < pattern.Length) at++;
        return pattern[at++];
    }
}
