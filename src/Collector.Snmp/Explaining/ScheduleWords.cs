using System.Globalization;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Explaining;

/// <summary>Says how scheduled polls ask for a module otherwise than the poll that is explained, which reads all of it, subtree after subtree.</summary>
internal static class ScheduleWords
{
    public static string Explain(ModulePlan plan, SnmpVersion version) => WhyNotPacked(plan, version) is { } why
        ? $"as here, because {why}{Paces(plan)}"
        : string.Create(CultureInfo.InvariantCulture, $"from the second one on, columns side by side where that takes fewer requests, at most {Math.Min(plan.MaxRepetitions, Polling.RepetitionLimit.Harmless)} rows of each{Paces(plan)}");

    /// <summary>Whether they ask otherwise at all.</summary>
    public static bool IsOtherwise(ModulePlan plan, SnmpVersion version) => plan.Paces is not null || WhyNotPacked(plan, version) is null;

    private static string? WhyNotPacked(ModulePlan plan, SnmpVersion version)
    {
        if (version == SnmpVersion.V1) return "SNMPv1 has no GETBULK";
        if (plan.Walks.Count == 0) return "there is no walk";
        if (plan.Filters.Count > 0) return "the module has filters";
        if (plan.AllowNonIncreasing) return "names may come in any order";
        return plan.PacksColumns ? null : "packing is off for the module";
    }

    private static string Paces(ModulePlan plan) => plan.Paces is { } paces
        ? string.Create(CultureInfo.InvariantCulture, $"; {paces.Slow.Count} of {plan.Objects.Objects.Count} objects at a slower pace")
        : "";
}
