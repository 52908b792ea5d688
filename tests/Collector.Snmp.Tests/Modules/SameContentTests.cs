using System.Collections;
using System.Reflection;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Ber;
using Collector.Snmp.Modules;
using Collector.Snmp.Profiles;

namespace Collector.Snmp.Tests.Modules;

/// <summary>Which modules and auths a reload takes for the same.</summary>
public sealed class SameContentTests
{
    private static readonly SnmpAuthOptions Auth = new() { Name = "a", Community = Secret.From("c") };

    [Fact]
    public void A_module_read_twice_is_the_same()
    {
        var one = BuiltInProfiles.Read(BuiltInProfiles.Files, new ConfigurationProblems());
        var other = BuiltInProfiles.Read(BuiltInProfiles.Files, new ConfigurationProblems());
        Assert.All(one.Modules.Values, module => Assert.True(SameContent.Of(module, other.Modules[module.Name])));
        Assert.All(one.Auths.Values, auth => Assert.True(SameContent.Of(auth, other.Auths[auth.Name])));
    }

    [Fact]
    public void A_full_module_is_the_same_as_its_copy() => Assert.True(SameContent.Of(Full(), Full()));

    [Fact]
    public void Its_place_in_a_file_is_no_content()
    {
        Assert.True(SameContent.Of(Full(), Full() with { Position = new SourcePosition("x.yml", 3, 1) }));
        Assert.True(SameContent.Of(Auth, Auth with { Position = new SourcePosition("x.yml", 3, 1) }));
    }

    [Fact]
    public void Whatever_else_is_changed_makes_it_another()
    {
        foreach (var property in Settable(typeof(SnmpAuthOptions))) Assert.False(SameContent.Of(Auth, (SnmpAuthOptions)Changed(Auth with { }, property)), property.Name);
        Assert.All(Variants(Full()), variant => Assert.False(SameContent.Of(Full(), (SnmpModuleOptions)variant.Module), variant.What));
        Assert.True(Variants(Full()).Count() > 30);
    }

    /// <summary>The module with one property changed, of it or of anything in it: one for each property there is.</summary>
    private static IEnumerable<(string What, object Module)> Variants(SnmpModuleOptions module)
    {
        foreach (var property in Settable(typeof(SnmpModuleOptions))) yield return (property.Name, Changed(module with { }, property));
        foreach (var metric in Inside(module.Metrics[0])) yield return (metric.What, module with { Metrics = [(MetricOptions)metric.Changed] });
        foreach (var filter in Inside(module.Filters[0])) yield return (filter.What, module with { Filters = [(FilterOptions)filter.Changed] });
        var first = module.Metrics[0];
        foreach (var index in Inside(first.Indexes[0])) yield return (index.What, module with { Metrics = [first with { Indexes = [(IndexOptions)index.Changed] }] });
        foreach (var lookup in Inside(first.Lookups[0])) yield return (lookup.What, module with { Metrics = [first with { Lookups = [(LookupOptions)lookup.Changed] }] });
        foreach (var extract in Inside(first.RegexExtracts["Status"][0]))
            yield return (extract.What, module with { Metrics = [first with { RegexExtracts = new Dictionary<string, IReadOnlyList<RegexExtractOptions>> { ["Status"] = [(RegexExtractOptions)extract.Changed] } }] });
    }

    private static IEnumerable<(string What, object Changed)> Inside<T>(T part)
        where T : notnull
    {
        var clone = typeof(T).GetMethod("<Clone>$")!;
        foreach (var property in Settable(typeof(T))) yield return ($"{typeof(T).Name}.{property.Name}", Changed(clone.Invoke(part, null)!, property));
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties().Where(property => property.CanWrite && property.PropertyType != typeof(SourcePosition));

    private static object Changed(object part, PropertyInfo property)
    {
        property.SetValue(part, Other(property.GetValue(part), property.PropertyType));
        return part;
    }

    /// <summary>A value other than the one there is.</summary>
    private static object? Other(object? value, Type type) => value switch
    {
        null when type == typeof(ScaleFromOptions) => new ScaleFromOptions { Scale = Oid.Parse("1.3.6.1.2"), Precision = Oid.Parse("1.3.6.1.3") },
        null when type == typeof(string) => "x",
        null => Activator.CreateInstance(Nullable.GetUnderlyingType(type)!),
        string text => text + "x",
        bool isSet => !isSet,
        int number => number + 1,
        double number => number + 1,
        TimeSpan time => time + TimeSpan.FromSeconds(1),
        Secret => Secret.From("another"),
        Oid oid => Oid.Parse($"{oid}.1"),
        Enum member => Enum.GetValues(member.GetType()).Cast<object>().First(one => !one.Equals(member)),
        ICollection => Empty(type),
        _ => throw new NotSupportedException($"{type} is new: say here how one differs from another."),
    };

    /// <summary>An empty one of a list's or a dictionary's interface.</summary>
    private static object Empty(Type type) => type.GetGenericArguments() is [var item]
        ? Array.CreateInstance(item, 0)
        : Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()))!;

    private static SnmpModuleOptions Full() => new()
    {
        Name = "m",
        Auth = "m",
        Walk = [Oid.Parse("1.3.6.1.2.1.2.2")],
        Get = [Oid.Parse("1.3.6.1.2.1.1.3.0")],
        Retries = 2,
        Filters = [new FilterOptions { Oid = Oid.Parse("1.3.6.1.2.1.2.2.1.8"), Targets = [Oid.Parse("1.3.6.1.2.1.2.2")], Values = ["1"] }],
        Metrics =
        [
            new MetricOptions
            {
                Name = "m",
                Oid = Oid.Parse("1.3.6.1.2.1.2.2.1.8"),
                Type = SnmpMetricType.DisplayString,
                Indexes = [new IndexOptions { LabelName = "i", Type = SnmpIndexType.EnumAsInfo, EnumValues = new Dictionary<long, string> { [1] = "one" } }],
                Lookups = [new LookupOptions { LabelName = "l", Labels = ["i"], Oid = Oid.Parse("1.3.6.1.2.1.2.2.1.2"), EnumValues = new Dictionary<long, string> { [1] = "one" } }],
                RegexExtracts = new Dictionary<string, IReadOnlyList<RegexExtractOptions>> { ["Status"] = [new RegexExtractOptions { Regex = "(.*)" }] },
                EnumValues = new Dictionary<long, string> { [1] = "one" },
            },
        ],
    };
}
