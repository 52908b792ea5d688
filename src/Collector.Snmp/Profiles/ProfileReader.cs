using Collector.Pipeline.Configuration;
using Collector.Pipeline.Patterns;
using Collector.Snmp.Ber;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Profiles;

/// <summary>Reads one entry of <c>profiles</c>.</summary>
internal sealed class ProfileReader(ConfigurationProblems problems, bool isBuiltIn)
{
    private readonly NodeReader _values = new(problems);

    public TargetProfile? Read(string name, YamlNode node)
    {
        if (_values.Mapping(node, name) is not { } reader)
        {
            if (node.IsNull) problems.Error(node.Position, $"profile {name} is empty");
            return null;
        }

        var errors = problems.ErrorCount;
        var matches = reader.Mappings("match").Select(ReadMatch).ToList();
        if (matches.Count == 0) problems.Error(reader.PositionOf("match"), $"profile {name}: match is required; an empty entry, {{}}, is for every device");
        var modules = reader.StringList("modules") ?? [];
        if (modules.Count == 0) problems.Error(reader.PositionOf("modules"), $"profile {name}: modules: name at least one");
        reader.RejectUnknown();
        if (problems.ErrorCount != errors) return null;
        return new TargetProfile { Name = name, Position = node.Position, Matches = matches, Modules = [.. modules.Distinct(StringComparer.Ordinal)], IsBuiltIn = isBuiltIn };
    }

    private ProfileMatch ReadMatch(MappingReader reader)
    {
        var match = new ProfileMatch
        {
            SysObjectId = reader.Scalar("sys_object_id") is { } oid ? OidSetting.Read(oid, "sys_object_id", problems) ?? default : default,
            SysDescr = reader.Scalar("sys_descr") is { } expression ? ReadExpression(expression) : null,
        };
        reader.RejectUnknown();
        return match;
    }

    private Re2Pattern? ReadExpression(YamlScalar expression)
    {
        if (!Re2Pattern.TryParse(expression.Text, out var pattern, out var error)) problems.Error(expression.Position, $"sys_descr: {error}");
        return pattern;
    }
}
