using System.Text.Json;

namespace Collector.Gnmi.Configuration.Gnmic;

/// <summary>Modes as gnmic writes them: <c>on-change</c>, <c>ON_CHANGE</c>.</summary>
internal static class ModeWords
{
    public static bool TryParse<T>(string text, out T mode) where T : struct, Enum
    {
        var word = text.Replace('_', '-');
        foreach (var value in Enum.GetValues<T>())
        {
            mode = value;
            if (Of(value).Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        mode = default;
        return false;
    }

    public static string Of<T>(T mode) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(mode.ToString());

    public static IEnumerable<string> All<T>() where T : struct, Enum => Enum.GetValues<T>().Select(Of);
}
