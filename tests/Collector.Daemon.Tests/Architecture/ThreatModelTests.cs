using System.Text.RegularExpressions;
using Collector.Testing;

namespace Collector.Daemon.Tests.Architecture;

/// <summary>Holds docs/threat-model.md to its promise: each of its sentences names the tests that show it, and they exist.</summary>
public sealed partial class ThreatModelTests
{
    private static IReadOnlyList<string> Sentences => [.. Docs.Read("threat-model.md").Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal))];

    [Fact]
    public void Each_sentence_names_a_test() => Assert.DoesNotContain(Sentences, sentence => !Named().IsMatch(sentence));

    [Fact]
    public void Each_test_that_is_named_exists()
    {
        var sources = Repository.SourceFiles("tests").ToLookup(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);
        var named = Sentences.SelectMany(sentence => Named().Matches(sentence)).ToArray();
        Assert.InRange(named.Length, 50, 500);
        Assert.DoesNotContain(named, test => !sources[test.Groups["type"].Value].Any(file => HasTest(file, test.Groups["test"].Value)));
    }

    private static bool HasTest(string file, string name)
    {
        var lines = Repository.Lines(file);
        var at = Array.FindIndex(lines, line => line.Contains($" {name}(", StringComparison.Ordinal));
        return at > 0 && lines[..at].Reverse().TakeWhile(line => line.Trim().Length > 0).Any(line => line.Contains("[Fact", StringComparison.Ordinal) || line.Contains("[Theory", StringComparison.Ordinal));
    }

    [GeneratedRegex("`(?<type>[A-Z][A-Za-z0-9]*Tests)\\.(?<test>[A-Z][A-Za-z0-9_]*)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
