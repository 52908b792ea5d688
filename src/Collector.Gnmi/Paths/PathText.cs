using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Collector.Gnmi.Paths;

/// <summary>Paths as text: <c>origin:/interfaces/interface[name=Ethernet1/1]/state</c>.</summary>
/// <remarks>
/// The grammar of gNMI's path strings as gnmic reads them, with the specification's escapes: a backslash before one of <c>[ ] \ / =</c>, and
/// <c>\n</c>, <c>\r</c>, <c>\uXXXX</c>. Whatever <see cref="Format"/> writes is read back as the same path. Never throws.
/// </remarks>
public static class PathText
{
    /// <summary>Reads a path. Without an origin the leading <c>/</c> may be left out; a trailing one means nothing; nothing at all is the root.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out GnmiPath? path, [NotNullWhen(false)] out PathProblem? problem)
    {
        var reader = new PathTextReader(text);
        path = reader.Read();
        problem = reader.Problem;
        if (problem is not null) path = null;
        return path is not null;
    }

    /// <summary>With a leading <c>/</c>, the root as <c>/</c>. Of wildcards and odd characters nothing is lost; an element without a name is left out.</summary>
    public static string Format(GnmiPath path)
    {
        var text = new StringBuilder();
        if (path.Origin.Length > 0)
        {
            Append(text, path.Origin, special: ":/[]\\");
            text.Append(':');
        }

        var start = text.Length;
        foreach (var element in path.Elements) Append(text, element);
        if (text.Length == start) text.Append('/');
        return text.ToString();
    }

    private static void Append(StringBuilder text, GnmiPathElement element)
    {
        if (element.Name.Length == 0) return; // gNMI has no such thing, and // would be read as a mistake
        text.Append('/');
        Append(text, element.Name, special: "/[]\\");
        foreach (var (name, value) in element.Keys)
        {
            text.Append('[');
            Append(text, name, special: "=[]\\");
            text.Append('=');
            Append(text, value, special: "[]\\");
            text.Append(']');
        }
    }

    private static void Append(StringBuilder text, string part, string special)
    {
        foreach (var c in part)
        {
            if (c == '\n') text.Append("\\n");
            else if (c == '\r') text.Append("\\r");
            else if (c == ':' && special[0] == ':') text.Append("\\u003a"); // the reader looks for a colon, not for a backslash before it
            else if (special.Contains(c, StringComparison.Ordinal)) text.Append('\\').Append(c);
            else if (char.IsControl(c)) text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else text.Append(c);
        }
    }
}
