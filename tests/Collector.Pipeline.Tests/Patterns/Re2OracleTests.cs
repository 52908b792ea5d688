using Collector.Pipeline.Patterns;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Pipeline.Tests.Patterns;

/// <summary>Random expressions against a matcher that follows the definition: the places where a match that begins here may end, the preferred one first.</summary>
public sealed class Re2OracleTests
{
    private const string Alphabet = "aAb1_\n é";

    [Fact]
    public void Translated_expressions_match_what_their_definition_says()
    {
        var texts = Gen.ListOf(Gen.Elements(Alphabet.ToCharArray())).Select(letters => string.Concat(letters.Take(5)));
        Check.One(Properties.Config(500), Prop.ForAll(Expressions(3).Zip(texts).ToArbitrary(), both =>
        {
            var (node, text) = both;
            if (!Re2Pattern.TryParse(node.Text, out var pattern, out var error)) return false.Label(error);
            var expected = Leftmost(node, text);
            var found = pattern.TryExpand(text, new ExpansionTemplate("$0", pattern), out var match) ? match : null;
            return ((found == expected || node.HasEmptyLoop) && found is null == expected is null && pattern.IsMatch(text) == expected is not null).Label($"{node.Text} on {text}: {found}, not {expected}");
        }));
    }

    private static string? Leftmost(Node node, string text)
    {
        for (var start = 0; start <= text.Length; start++)
        {
            foreach (var end in node.Ends(text, start)) return text[start..end];
        }

        return null;
    }

    private static Gen<Node> Expressions(int depth)
    {
        if (depth == 0) return Leaves();
        var below = Expressions(depth - 1);
        return Gen.Frequency(
            (2, Leaves()),
            (3, below.Zip(below).Select(pair => Sequence(pair.Item1, pair.Item2))),
            (2, below.Zip(below).Select(pair => Choice(pair.Item1, pair.Item2))),
            (1, below.Select(inner => new Node($"({inner.Text})*", (text, at) => Loop(inner, text, at).Append(at), true, inner.MayBeEmpty || inner.HasEmptyLoop))),
            (1, below.Select(inner => new Node($"(?:{inner.Text})+?", (text, at) => LazyLoop(inner, text, at), inner.MayBeEmpty, inner.MayBeEmpty || inner.HasEmptyLoop))),
            (1, below.Select(inner => inner with { Text = $"(?:{inner.Text}){{1,2}}", Ends = (text, at) => inner.Ends(text, at).SelectMany(next => inner.Ends(text, next).Append(next)) })));
    }

    private static Node Sequence(Node first, Node second) => new(
        $"(?:{first.Text})(?:{second.Text})",
        (text, at) => first.Ends(text, at).SelectMany(next => second.Ends(text, next)),
        first.MayBeEmpty && second.MayBeEmpty,
        first.HasEmptyLoop || second.HasEmptyLoop);

    private static Node Choice(Node first, Node second) => new(
        $"(?:{first.Text}|{second.Text})",
        (text, at) => first.Ends(text, at).Concat(second.Ends(text, at)),
        first.MayBeEmpty || second.MayBeEmpty,
        first.HasEmptyLoop || second.HasEmptyLoop);

    private static Gen<Node> Leaves() => Gen.Elements(
        One("a", letter => letter == 'a'),
        One("b", letter => letter == 'b'),
        One("\\x61", letter => letter == 'a'),
        One("(?i:a)", letter => letter is 'a' or 'A'),
        One("[^a]", letter => letter != 'a'),
        One("(?i:[^a])", letter => letter is not ('a' or 'A')),
        One(".", letter => letter != '\n'),
        One("(?s:.)", _ => true),
        One("\\w", letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'),
        One("\\W", letter => !char.IsAsciiLetterOrDigit(letter) && letter != '_'),
        One("[\\d\\s]", letter => letter is '1' or '\n' or ' '),
        One("\\pL", char.IsLetter),
        One("[[:upper:]b]", letter => letter is 'A' or 'b'),
        new Node("^", (_, at) => at == 0 ? [at] : [], true),
        new Node("$", (text, at) => at == text.Length ? [at] : [], true),
        new Node("(?m:^)", (text, at) => at == 0 || text[at - 1] == '\n' ? [at] : [], true),
        new Node("(?m:$)", (text, at) => at == text.Length || text[at] == '\n' ? [at] : [], true),
        new Node("\\b", (text, at) => IsWord(text, at - 1) != IsWord(text, at) ? [at] : [], true),
        new Node("", (_, at) => [at], true));

    private static bool IsWord(string text, int at) => at >= 0 && at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_');

    private static Node One(string text, Func<char, bool> isIn) => new(text, (given, at) => at < given.Length && isIn(given[at]) ? [at + 1] : []);

    /// <summary>At least once and as often as possible; an iteration that takes nothing is the last one.</summary>
    private static IEnumerable<int> Loop(Node inner, string text, int at) =>
        inner.Ends(text, at).SelectMany(next => next == at ? [at] : Loop(inner, text, next).Append(next));

    private static IEnumerable<int> LazyLoop(Node inner, string text, int at) =>
        inner.Ends(text, at).SelectMany(next => next == at ? [at] : LazyLoop(inner, text, next).Prepend(next));

    /// <param name="Text">As an expression.</param>
    /// <param name="Ends">Where it may end in a text when it begins at a place.</param>
    /// <param name="MayBeEmpty">Whether it may match nothing.</param>
    /// <param name="HasEmptyLoop">Whether it repeats what may match nothing: where that ends differs from Perl, and only whether there is a match is asked.</param>
    private sealed record Node(string Text, Func<string, int, IEnumerable<int>> Ends, bool MayBeEmpty = false, bool HasEmptyLoop = false);
}
