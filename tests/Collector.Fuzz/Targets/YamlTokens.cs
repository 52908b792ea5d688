using System.Text;
using Collector.Pipeline.Configuration;

namespace Collector.Fuzz.Targets;

/// <summary>What the targets that read YAML have in common.</summary>
internal static class YamlTokens
{
    private static readonly string[] Common =
    [
        "&a ", "*a", "*i", "<<: *i", "<<: [*i, *i]", "- ", ": ", "? ", "{", "}", "[", "]", ",", "|\n", ">-\n", "'", "\"", "#", "!!str ", "!!binary ", "!x ", "---\n", "...\n", "%YAML 1.1\n", "\t", "\r\n", "\n", "  ", "~", "null",
        "\\ud83d", "\uFEFF", "\u0085", "0x7F", "0o17", "1_000", "1e999", ".inf", "true", "yes", "-1", "9223372036854775808", "a: a\n", "@", "`",
    ];

    public static IReadOnlyList<byte[]> With(params IEnumerable<string> words) => [.. Common.Concat(words).Select(Encoding.UTF8.GetBytes)];

    /// <summary>As a file would be read.</summary>
    public static YamlNode? Load(byte[] input, ConfigurationProblems problems)
    {
        using var text = new StreamReader(new MemoryStream(input), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        return YamlFile.Load(text, "fuzz.yml", problems);
    }

    /// <summary>Whatever is wrong has a place and words, on one line.</summary>
    public static void MustHavePlaces(ConfigurationProblems problems)
    {
        foreach (var problem in problems)
        {
            if (problem.Message.Length == 0 || problem.Position.Line < 0 || problem.Position.Column < 0) throw new InvalidDataException($"A problem without words or place: {problem}");
        }
    }
}
