using System.Text;

namespace Collector.Pipeline.Diagnostics;

/// <summary>An enum's members as label values: <c>NotIncreasing</c> is <c>not_increasing</c>.</summary>
/// <remarks>Members are numbered from 0 without gaps.</remarks>
public static class EnumLabels<TEnum>
    where TEnum : struct, Enum
{
    /// <summary>In the order of the members.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetNames<TEnum>().Select(SnakeCase)];

    public static string Of(TEnum value) => All[Array.IndexOf(Enum.GetValues<TEnum>(), value)];

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
