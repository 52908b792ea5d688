using Collector.Pipeline.Targets;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Polling;

/// <summary>What the names that a target gives stand for. Two are equal when a reload need not disturb the target.</summary>
internal readonly struct TargetDefinition : IEquatable<TargetDefinition>
{
    private readonly ModulePlan?[] _plans;
    private readonly SnmpAuthOptions? _auth;

    private TargetDefinition(ModulePlan?[] plans, SnmpAuthOptions? auth) => (_plans, _auth) = (plans, auth);

    public static TargetDefinition Of(Target target, PlanCache plans) =>
        new([.. target.Modules.Select(plans.Find)], plans.Modules.Auths.GetValueOrDefault(target.Auth));

    public static bool operator ==(TargetDefinition one, TargetDefinition other) => one.Equals(other);

    public static bool operator !=(TargetDefinition one, TargetDefinition other) => !one.Equals(other);

    public bool Equals(TargetDefinition other) => _plans.AsSpan().SequenceEqual(other._plans) && AreSame(_auth, other._auth);

    public override bool Equals(object? obj) => obj is TargetDefinition other && Equals(other);

    public override int GetHashCode() => _plans.Length;

    private static bool AreSame(SnmpAuthOptions? one, SnmpAuthOptions? other) =>
        one is null || other is null ? ReferenceEquals(one, other) : SameContent.Of(one, other);
}
