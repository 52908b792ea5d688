using Collector.Export.Exposition.Plans;
using static Collector.Testing.FilledStore;

namespace Collector.Export.Tests.Exposition.Plans;

public sealed class PagePlanCacheTests
{
    private readonly PagePlanCache _cache = new();

    [Fact]
    public void The_same_schemas_in_any_order_have_one_plan()
    {
        var (a, b) = (Module("a", 0, Counter("x")), Module("b", 1, Counter("x")));

        var plan = _cache.Get([a, b], out var isNew);

        Assert.True(isNew);
        Assert.Same(plan, _cache.Get([b, a], out isNew));
        Assert.False(isNew);
        Assert.NotSame(plan, _cache.Get([a], out _));
        Assert.NotSame(plan, _cache.Get([a, Module("b", 1, Counter("x"))], out _)); // another generation of the same module
    }

    [Fact]
    public void Old_plans_make_room_for_new_ones()
    {
        var first = Module("a", 0, Counter("x"));
        var plan = _cache.Get([first], out _);
        for (var i = 0; i < PagePlanCache.Capacity; i++) _cache.Get([Module("b", 0, Counter("x"))], out _);

        Assert.NotSame(plan, _cache.Get([first], out _));
    }
}
