using System.Text;

namespace Collector.Gnmi.Mapping.Naming;

/// <summary>Turns names of paths into names that Prometheus takes, as gnmic and telegraf do it.</summary>
internal static class NameText
{
    /// <summary>What is called by nothing but symbols. gnmic would write no name at all, and a page that nobody can read.</summary>
    private const string Unnamed = "unnamed";

    /// <summary>Every run of what is no letter, digit or <c>_</c> becomes one <c>_</c>.</summary>
    public static string Clean(ReadOnlySpan<char> name)
    {
        var clean = new StringBuilder(name.Length);
        var isInRun = false;
        foreach (var letter in name)
        {
            var isKept = char.IsAsciiLetterOrDigit(letter) || letter == '_';
            if (isKept) clean.Append(letter);
            else if (!isInRun) clean.Append('_');
            isInRun = !isKept;
        }

        return clean.ToString();
    }

    /// <summary>Each character that is no letter, digit or <c>_</c> becomes a <c>_</c> of its own, as telegraf has it.</summary>
    public static string Letters(string name) => string.Create(name.Length, name, static (letters, name) =>
    {
        for (var i = 0; i < name.Length; i++) letters[i] = char.IsAsciiLetterOrDigit(name[i]) ? name[i] : '_';
    });

    /// <summary>A clean name made valid: one that begins with a digit, which gnmic leaves as it is, gets a <c>_</c> in front.</summary>
    public static string Valid(string clean)
    {
        if (clean.AsSpan().Trim('_').IsEmpty) return Unnamed;
        return char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }

    /// <summary>What is behind the last slash, as Go's path.Base has it.</summary>
    public static ReadOnlySpan<char> Base(ReadOnlySpan<char> path)
    {
        path = path.TrimEnd('/');
        return path[(path.LastIndexOf('/') + 1)..];
    }
}
