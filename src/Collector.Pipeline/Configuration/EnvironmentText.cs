using System.Text;

namespace Collector.Pipeline.Configuration;

/// <summary>Puts environment variables into a setting as Go's os.Expand does, which snmp_exporter and gnmic use: `$NAME`, `${NAME}`, and no way to escape a dollar sign.</summary>
/// <param name="variable">The value of a variable; null when it is not set. One that is set and empty is fine.</param>
public sealed class EnvironmentText(Func<string, string?> variable)
{
    /// <summary>The text with every variable in its place; <paramref name="unset"/> has the names of those that are not set.</summary>
    public string Expand(string text, out IReadOnlyList<string> unset)
    {
        var missing = new List<string>();
        var expanded = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.IndexOf('$') is >= 0 and var dollar)
        {
            expanded.Append(rest[..dollar]);
            rest = rest[(dollar + 1)..];
            var taken = LengthOfName(rest, out var name);
            if (!name.IsEmpty) expanded.Append(ValueOf(name.ToString(), missing));
            else if (taken == 0) expanded.Append('$'); // nothing that looks like a name
            rest = rest[taken..];
        }

        unset = missing;
        return expanded.Append(rest).ToString();
    }

    private string ValueOf(string name, List<string> missing)
    {
        if (variable(name) is { } value) return value;
        missing.Add(name);
        return "";
    }

    /// <summary>How much behind the dollar sign belongs to it. Braces around nothing, and one that is never closed, are dropped without a name.</summary>
    private static int LengthOfName(ReadOnlySpan<char> text, out ReadOnlySpan<char> name)
    {
        name = default;
        if (text.IsEmpty) return 0;
        if (text[0] == '{')
        {
            var end = text.IndexOf('}');
            if (end < 0) return 1;
            name = text[1..end];
            return end + 1;
        }

        // As in a shell, $1 and $$ are names of one character; nobody sets such variables, so they are errors that show the mistake.
        var length = "*#$@!?-0123456789".Contains(text[0], StringComparison.Ordinal) ? 1 : 0;
        if (length == 0) while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] == '_')) length++;
        name = text[..length];
        return length;
    }
}
