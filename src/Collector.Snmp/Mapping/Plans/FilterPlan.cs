using Collector.Pipeline.Patterns;
using Collector.Snmp.Ber;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>A dynamic filter of a module, compiled: rows whose value in one column matches are all that is fetched of some others.</summary>
/// <param name="Column">The column that is looked at.</param>
/// <param name="Targets">The columns of which only the rows that pass are fetched.</param>
/// <param name="Values">One that matches somewhere in the value is enough.</param>
internal sealed record FilterPlan(Oid Column, IReadOnlyList<Oid> Targets, Re2Pattern[] Values)
{
    /// <summary>Expressions that cannot be used were reported when the file was read; here they match nothing.</summary>
    public static FilterPlan Compile(FilterOptions filter)
    {
        var patterns = new List<Re2Pattern>();
        foreach (var value in filter.Values)
        {
            if (Re2Pattern.TryParse(value, out var pattern, out _)) patterns.Add(pattern);
        }

        return new FilterPlan(filter.Oid, filter.Targets, [.. patterns]);
    }

    public bool Passes(ReadOnlySpan<char> value)
    {
        foreach (var pattern in Values)
        {
            if (pattern.IsMatch(value)) return true;
        }

        return false;
    }
}
