using Collector.Pipeline.Diagnostics;
using Collector.Testing;

namespace Collector.Pipeline.Tests.Diagnostics;

public class LogBudgetTests
{
    [Fact]
    public void So_many_lines_in_a_stretch_and_the_next_one_says_how_many_were_left_out()
    {
        var time = new ManualTime();
        var budget = new LogBudget(2, TimeSpan.FromMinutes(1), time);

        Assert.Equal([true, true, false, false, false], Enumerable.Range(0, 5).Select(_ => budget.TryTake(out var none) && none == 0));
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(budget.TryTake(out var suppressed));
        Assert.Equal(3, suppressed);
        Assert.True(budget.TryTake(out suppressed));
        Assert.Equal(0, suppressed);
    }
}
