using System.Text.Json;

namespace Collector.Pipeline.Configuration;

/// <summary>An enum's members by the snake_case word that files use for them.</summary>
internal static class EnumWords<T> where T : struct, Enum
{
    public static readonly IReadOnlyDictionary<string, T> All =
        Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()), StringComparer.Ordinal);
}
