using Collector.Pipeline.Patterns;
using Collector.Testing;

namespace Collector.Pipeline.Tests.Patterns;

public sealed class Re2PatternTests
{
    [Theory]
    [InlineData("b", "abc", true)]
    [InlineData("^b", "abc", false)]
    [InlineData("", "", true)]
    [InlineData("", "x", true)]
    [InlineData("a|b", "xb", true)]
    [InlineData("^(?:ge|xe)-", "xe-0/0/1", true)]
    [InlineData("a{2,3}$", "xaa", true)]
    [InlineData("^a{2}$", "aaa", false)]
    [InlineData("^a{,2}$", "a{,2}", true)] // no count, so literal
    [InlineData("^a{2$", "a{2", true)]
    [InlineData("^a{02}$", "a{02}", true)] // a leading zero makes it no count
    [InlineData("x*?y", "xxy", true)]
    [InlineData("^a?{$", "a{", true)]
    [InlineData("^()|a", "", true)]
    [InlineData("[^\\x00-\\x{10FFFF}]", "a", false)]
    public void An_expression_matches_anywhere_unless_it_says_where(string expression, string text, bool isMatch) => Assert.Equal(isMatch, Match(expression, text));

    [Theory]
    [InlineData("a$", "a\n", false)] // .NET's $ would match before the last line feed
    [InlineData("a\\z", "a\n", false)]
    [InlineData("(?m)a$", "a\nb", true)]
    [InlineData("(?m)^b", "a\nb", true)]
    [InlineData("\\Ab", "a\nb", false)]
    [InlineData("(?m)\\Ab", "a\nb", false)]
    [InlineData("a.b", "a\nb", false)]
    [InlineData("(?s)a.b", "a\nb", true)]
    [InlineData("a.b", "a\rb", true)]
    [InlineData("a[^x]b", "a\nb", true)]
    public void Lines_end_where_RE2_ends_them(string expression, string text, bool isMatch) => Assert.Equal(isMatch, Match(expression, text));

    [Theory]
    [InlineData("\\d", "٣", false)] // an Arabic digit
    [InlineData("\\D", "٣", true)]
    [InlineData("\\w", "é", false)]
    [InlineData("^\\W$", "é", true)]
    [InlineData("\\s", "\u00a0", false)]
    [InlineData("\\s", "\v", false)]
    [InlineData("[[:space:]]", "\v", true)]
    [InlineData("[[:alpha:]]", "é", false)]
    [InlineData("[[:^alpha:]]", "é", true)]
    [InlineData("^[[:xdigit:]]+$", "00aF", true)]
    [InlineData("^[[:word:]-]+$", "a_1-", true)]
    [InlineData("^[\\d.]+$", "1.2", true)]
    [InlineData("^[^\\d]$", "x", true)]
    [InlineData("^[]a]$", "]", true)]
    [InlineData("^[a-]$", "-", true)]
    [InlineData("^[a\\]b]$", "]", true)]
    [InlineData("^[[:]$", ":", true)]
    [InlineData("\\pL", "é", true)]
    [InlineData("^\\p{Lu}$", "é", false)]
    [InlineData("^\\P{Lu}$", "é", true)]
    [InlineData("^\\p{^Lu}$", "é", true)]
    [InlineData("^\\p{Any}$", "é", true)]
    [InlineData("^\\pL$", "\U00010400", true)] // a letter beyond U+FFFF
    public void Classes_have_the_members_that_RE2_gives_them(string expression, string text, bool isMatch) => Assert.Equal(isMatch, Match(expression, text));

    [Theory]
    [InlineData("(?i)abc", "aBC", true)]
    [InlineData("(?i)[a-c]x", "BX", true)]
    [InlineData("(?i)k", "\u212A", true)] // the Kelvin sign
    [InlineData("(?i)S", "ſ", true)]
    [InlineData("(?i)i", "ı", false)]
    [InlineData("(?i)É", "é", true)]
    [InlineData("(?i)ς", "Σ", true)]
    [InlineData("(?i)\U00010400", "\U00010428", true)]
    [InlineData("(?i)[^k]", "K", false)]
    [InlineData("a(?i)b", "Ab", false)]
    [InlineData("a(?i)b|c", "C", true)]
    [InlineData("(?:(?i)a)b", "AB", false)]
    [InlineData("(?i:a)b", "Ab", true)]
    [InlineData("(?i)a(?-i)b", "AB", false)]
    [InlineData("(?i)a(?-i:b)c", "AbC", true)]
    [InlineData("(?i)(?-i:a)b", "aB", true)]
    [InlineData("(?is-m:a.B)", "A\nb", true)]
    public void Letters_fold_where_they_are_told_to(string expression, string text, bool isMatch) => Assert.Equal(isMatch, Match(expression, text));

    [Theory]
    [InlineData("^.$", "\U0001F600", true)]
    [InlineData("^..$", "\U0001F600", false)]
    [InlineData("^[^a]$", "\U0001F600", true)]
    [InlineData("^[\U0001F600-\U0001F64F]$", "\U0001F610", true)]
    [InlineData("^[\\x{10000}-\\x{10FFFF}]{2}$", "\U00010000\U0010FFFF", true)]
    [InlineData("^[\\x{1F000}-\\x{20FFF}]$", "\U00021000", false)]
    [InlineData("^[\\x{1F000}-\\x{20FFF}]$", "\U0001FFFF", true)]
    [InlineData("^\U0001F600+$", "\U0001F600\U0001F600", true)]
    [InlineData("^.*b$", "\U0001F600b", true)]
    public void A_code_point_beyond_the_plane_is_one_character(string expression, string text, bool isMatch) => Assert.Equal(isMatch, Match(expression, text));

    [Theory]
    [InlineData("^\\Qa.b\\E$", "a.b", true)]
    [InlineData("^\\Qa.b\\E$", "axb", false)]
    [InlineData("^\\Qab\\E*$", "abb", true)]
    [InlineData("^\\Qa.b", "a.b", true)]
    [InlineData("^\\x41\\x{1F600}\\101\\0$", "A\U0001F600A\0", true)]
    [InlineData("^\\t\\n\\r\\f\\v\\a$", "\t\n\r\f\v\a", true)]
    [InlineData("^\\.\\-\\_\\/$", ".-_/", true)]
    [InlineData("^\\#\\ $", "# ", true)]
    [InlineData("\\bge\\b", "x ge y", true)]
    [InlineData("\\bge\\b", "xge", false)]
    [InlineData("\\Bge", "xge", true)]
    [InlineData("\\bge", "ége", true)] // words are ASCII
    public void Escapes_mean_what_they_mean_in_Go(string expression, string text, bool isMatch) => Assert.Equal(isMatch, Match(expression, text));

    [Theory]
    [InlineData("(a", "missing closing )")]
    [InlineData("a)", "unexpected )")]
    [InlineData("[a", "missing closing ]")]
    [InlineData("[]", "missing closing ]")]
    [InlineData("[b-a]", "invalid character class range: `b-a`")]
    [InlineData("[a-\\d]", "invalid escape sequence: `\\d`")]
    [InlineData("[[:foo:]]", "invalid character class range: `[:foo:]`")]
    [InlineData("\\p{Klingon}", "no scripts")]
    [InlineData("*a", "missing argument to repetition operator: `*`")]
    [InlineData("a|*", "missing argument to repetition operator: `*`")]
    [InlineData("a**", "invalid nested repetition operator: `**`")]
    [InlineData("a+?+", "invalid nested repetition operator: `+?+`")]
    [InlineData("a{1001}", "invalid repeat count: `{1001}`")]
    [InlineData("a{99999999999}", "invalid repeat count")]
    [InlineData("a{3,2}", "invalid repeat count: `{3,2}`")]
    [InlineData("(?:a{100}){11}", "invalid repeat count: `{11}`")]
    [InlineData("(?=a)", "invalid or unsupported Perl syntax: `(?=`")]
    [InlineData("(?!a)", "invalid or unsupported Perl syntax: `(?!`")]
    [InlineData("(?<=a)b", "invalid or unsupported Perl syntax: `(?<`")]
    [InlineData("(?>a)", "invalid or unsupported Perl syntax: `(?>`")]
    [InlineData("(?i", "invalid or unsupported Perl syntax: `(?i`")]
    [InlineData("(?i-)a", "invalid or unsupported Perl syntax: `(?i-)`")]
    [InlineData("(?P<a b>x)", "invalid named capture: `(?P<a b>`")]
    [InlineData("(?P<a>x)(?P<a>y)", "duplicate capture group name: `a`")]
    [InlineData("(a)\\1", "invalid escape sequence: `\\1`")]
    [InlineData("\\C", "invalid escape sequence: `\\C`")]
    [InlineData("\\Z", "invalid escape sequence: `\\Z`")]
    [InlineData("\\é", "invalid escape sequence: `\\é`")]
    [InlineData("\\x4", "invalid escape sequence: `\\x4`")]
    [InlineData("\\x{110000}", "invalid escape sequence")]
    [InlineData("a\\", "trailing backslash")]
    public void What_RE2_refuses_is_refused_with_its_reason(string expression, string reason)
    {
        Assert.False(Re2Pattern.TryParse(expression, out _, out var error));
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ge", "ge-0", false)]
    [InlineData("ge.*", "ge-0", true)]
    [InlineData("a|bc", "abc", false)]
    [InlineData("", "", true)]
    [InlineData("", "x", false)]
    [InlineData("a)|(b", "xb", true)] // Prometheus puts its anchors around the text, not around the expression
    [InlineData(".*", "a\nb", false)]
    public void A_whole_expression_takes_all_of_the_text(string expression, string text, bool isMatch)
    {
        Assert.True(Re2Pattern.TryParseWhole(expression, out var pattern, out var error), error);
        Assert.Equal(isMatch, pattern.IsMatch(text));
    }

    [Fact]
    public void Groups_have_numbers_and_names()
    {
        Assert.True(Re2Pattern.TryParse("(a)(?:b)(?P<port>c)(?<unit>d)", out var pattern, out _));
        Assert.Equal((3, 2, 3, -1), (pattern.Groups, pattern.GroupNumber("port"), pattern.GroupNumber("unit"), pattern.GroupNumber("slot")));
    }

    [Fact]
    public void Deep_nesting_ends_in_a_message() => Assert.False(Re2Pattern.TryParse(new string('(', 100_000), out _, out _));

    [Fact]
    public void An_expression_that_would_take_a_backtracker_forever_is_done_at_once()
    {
        Assert.True(Re2Pattern.TryParse("^(?:a*)*(?:a|a)*(?:a?){20}a{20}b$", out var pattern, out _));
        Assert.False(pattern.IsMatch(new string('a', 5000)));
    }

    [Fact]
    public void Counted_repetitions_have_a_limit_in_size()
    {
        Assert.False(Re2Pattern.TryParse($"(?:{new string('a', 200)}){{1000}}", out _, out var error));
        Assert.Equal("expression too large", error);
    }

    [Theory]
    [InlineData(" ?, ?", " a,,", ",")] // .NET's non-backtracking engine says the second comma
    [InlineData("(?:XY|X??Y)", "Y", "Y")]
    [InlineData(".{5}Foo|Bar", "FooBarFoo", "ooBarFoo")]
    [InlineData("(a|\\b){2}", "ac", "a")]
    [InlineData("(?:|a)+", "aaa", "")]
    [InlineData("(?:|a)*", "aaa", "")]
    public void The_leftmost_match_is_found_and_the_preferred_one_of_those(string expression, string text, string match)
    {
        Assert.True(Re2Pattern.TryParse(expression, out var pattern, out _));
        Assert.True(pattern.TryExpand(text, new ExpansionTemplate("$0", pattern), out var found));
        Assert.Equal(match, found);
    }

    [Fact]
    public void Matching_allocates_nothing()
    {
        Assert.True(Re2Pattern.TryParseWhole("(?:ge|xe)-([0-9]+)/.*", out var pattern, out _));
        Assert.Equal(0, Allocations.InSteadyState(() => pattern.IsMatch("xe-17/0/1")));
    }

    private static bool Match(string expression, string text)
    {
        Assert.True(Re2Pattern.TryParse(expression, out var pattern, out var error), error);
        return pattern.IsMatch(text);
    }
}
