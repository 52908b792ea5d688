using Collector.Pipeline.Patterns;

namespace Collector.Pipeline.Tests.Patterns;

public sealed class ExpansionTemplateTests
{
    [Theory]
    [InlineData("$1", "12")]
    [InlineData("${1}", "12")]
    [InlineData("$2", "C")]
    [InlineData("${unit}", "C")]
    [InlineData("$unit", "C")]
    [InlineData("${1}0", "120")]
    [InlineData("$1x", "")] // the group called 1x
    [InlineData("$1_", "")]
    [InlineData("$10", "")]
    [InlineData("$01", "")]
    [InlineData("$0", "12 C")]
    [InlineData("a$1.$2b", "a12.")]
    [InlineData("$$1", "$1")]
    [InlineData("5$", "5$")]
    [InlineData("$ 1", "$ 1")]
    [InlineData("${1", "${1")]
    [InlineData("${}", "${}")]
    [InlineData("${1 }", "${1 }")]
    [InlineData("$-1", "$-1")]
    [InlineData("$99999999999999999999", "")]
    [InlineData("7", "7")]
    [InlineData("", "")]
    public void References_are_read_as_Go_reads_them(string template, string expanded)
    {
        Assert.True(Re2Pattern.TryParseWhole("([0-9]+) ?(?P<unit>[CF])", out var pattern, out _));
        Assert.True(pattern.TryExpand("12 C", new ExpansionTemplate(template, pattern), out var text));
        Assert.Equal(expanded, text);
    }

    [Fact]
    public void A_group_without_a_part_in_the_match_is_empty()
    {
        Assert.True(Re2Pattern.TryParse("(a)|(b)", out var pattern, out _));
        Assert.True(pattern.TryExpand("b", new ExpansionTemplate("[$1$2]", pattern), out var text));
        Assert.Equal("[b]", text);
    }

    [Fact]
    public void Groups_are_what_the_leftmost_first_match_gave_them()
    {
        Assert.True(Re2Pattern.TryParse("(a|ab)(c|bcd)?", out var pattern, out _));
        Assert.True(pattern.TryExpand("xabcd", new ExpansionTemplate("$1,$2", pattern), out var text));
        Assert.Equal("a,bcd", text);
    }

    [Theory]
    [InlineData("(a+)(a*)", "aa,")]
    [InlineData("(a+?)(a*)", "a,a")]
    [InlineData("(?U)(a+)(a*)", "a,")]
    [InlineData("(?U)(a+?)(a*)", "aa,")]
    [InlineData("(a{1,2}?)(a*)", "a,a")]
    public void Quantifiers_are_greedy_or_lazy_as_written(string expression, string expanded)
    {
        Assert.True(Re2Pattern.TryParse(expression, out var pattern, out _));
        Assert.True(pattern.TryExpand("aa", new ExpansionTemplate("$1,$2", pattern), out var text));
        Assert.Equal(expanded, text);
    }

    [Fact]
    public void What_does_not_match_does_not_expand()
    {
        Assert.True(Re2Pattern.TryParse("a", out var pattern, out _));
        Assert.False(pattern.TryExpand("b", new ExpansionTemplate("$0", pattern), out _));
    }
}
