using System.Text.RegularExpressions;

namespace Collector.Daemon.Tests.Secrets;

/// <summary>What people get wrong about lines with secrets in them, done to the canary's files.</summary>
internal static partial class Damage
{
    /// <summary>Of one key and its secret, by a reader of ours: done to all of a file at once, because all is told at once.</summary>
    private static readonly string[] OfMeaning = ["${key}x: ${value}", "${key}: [${value}]", "${key}: { ${value}: 1 }", "${key}: ${value}, ${key}: ${value}", "${key}:${value}", "${key}=${value}"];

    /// <summary>What the parser already stumbles over: done to one at a time.</summary>
    private static readonly string[] OfSyntax =
        ["${key}: *${value}", "${key}: &${value} &${value}", "${key}: !${value}!x y", "${key}: \"${value}", "${key}: '${value}", "${key}: @${value}", "${key}: `${value}", "${key}: ${value}: x", "${key}: ]${value}", "\t${key}: ${value}"];

    /// <summary>Name and content of files that are wrong in one way each.</summary>
    public static IEnumerable<(string File, string Text)> Files(CanaryFiles files, int most = int.MaxValue) => All(files).Take(most);

    private static IEnumerable<(string File, string Text)> All(CanaryFiles files)
    {
        (string File, string Text)[] whole = [("snmp.yml", files.SnmpYml), ("collector.yml", files.CollectorYml), ("web.yml", files.WebYml)];
        foreach (var mistake in OfMeaning)
        {
            foreach (var (file, text) in whole) yield return (file, Secrets().Replace(text, mistake));
        }

        foreach (var mistake in OfSyntax)
        {
            foreach (var (file, text) in whole)
            {
                var at = Secrets().Matches(text).Select(match => match.Index).ToArray();
                foreach (var place in (int[])[at[0], at[at.Length / 2]]) yield return (file, Secrets().Replace(text, mistake, 1, place));
            }
        }
    }

    [GeneratedRegex(@"(?<key>[\w-]+): (?<value>[\w$./-]*(c4n4ry|CCCC)[\w$./-]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Secrets();
}
