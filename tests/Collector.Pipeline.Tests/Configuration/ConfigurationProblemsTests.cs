using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Tests.Configuration;

public class ConfigurationProblemsTests
{
    [Fact]
    public void Every_problem_has_its_line()
    {
        var problems = new ConfigurationProblems();
        problems.Warning(new("a.yml", 3, 7), "odd");
        Assert.False(problems.HasErrors);
        problems.Error(new("b.yml", 1, 1), "wrong");
        problems.Error(SourcePosition.Whole("c.yml"), "not there");
        Assert.True(problems.HasErrors);
        Assert.Equal("a.yml:3:7: warning: odd\nb.yml:1:1: wrong\nc.yml: not there", problems.ToString());
    }

    [Fact]
    public void The_list_is_bounded_and_says_what_it_leaves_out()
    {
        var problems = new ConfigurationProblems();
        for (var i = 0; i < ConfigurationProblems.MostKept + 5; i++) problems.Error(new("a.yml", i + 1, 1), "x");
        Assert.Equal(ConfigurationProblems.MostKept + 5, problems.Count);
        Assert.EndsWith("\nand 5 more", problems.ToString(), StringComparison.Ordinal);
    }
}
