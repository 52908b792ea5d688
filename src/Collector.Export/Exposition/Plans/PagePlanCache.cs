using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Samples;

namespace Collector.Export.Exposition.Plans;

/// <summary>The plans of the last sets of schemas that pages showed.</summary>
/// <remarks>Any thread. Two pages that meet a new set at once may both make its plan; one is kept.</remarks>
internal sealed class PagePlanCache
{
    /// <summary>Plans kept. Selectors and shards make subsets of the modules in use, and a reload leaves a generation behind.</summary>
    public const int Capacity = 32;

    private readonly Published<PagePlan[]> _newestFirst = new([]);

    /// <summary>The plan of a set of schemas, each given once.</summary>
    /// <param name="schemas">In any order.</param>
    /// <param name="isNew">Whether the plan was made by this call, so that its conflicts are counted once.</param>
    public PagePlan Get(IReadOnlyList<ModuleSchema> schemas, out bool isNew)
    {
        var known = _newestFirst.Value;
        foreach (var plan in known)
        {
            isNew = false;
            if (IsOf(plan, schemas)) return plan;
        }

        isNew = true;
        var made = new PagePlan(schemas);
        _newestFirst.Publish([made, .. known.Take(Capacity - 1)]);
        return made;
    }

    private static bool IsOf(PagePlan plan, IReadOnlyList<ModuleSchema> schemas)
    {
        if (plan.Schemas.Length != schemas.Count) return false;
        for (var i = 0; i < schemas.Count; i++)
        {
            if (plan.PlaceOf(schemas[i]) < 0) return false;
        }

        return true;
    }
}
