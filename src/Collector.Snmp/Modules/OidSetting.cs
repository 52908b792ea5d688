using Collector.Pipeline.Configuration;
using Collector.Snmp.Ber;

namespace Collector.Snmp.Modules;

/// <summary>Reads OIDs out of snmp.yml; what is not one becomes a problem.</summary>
internal static class OidSetting
{
    public static Oid? Read(YamlScalar scalar, string key, ConfigurationProblems problems)
    {
        if (scalar.Text.StartsWith('.')) problems.Error(scalar.Position, $"{key}: write {scalar.Text} without the leading dot");
        else if (Oid.TryParse(scalar.Text, out var oid)) return oid;
        else problems.Error(scalar.Position, $"{key}: \"{scalar.Text}\" is not an OID");
        return null;
    }

    public static Oid? Required(MappingReader reader, string key, ConfigurationProblems problems)
    {
        if (reader.Scalar(key) is { } scalar) return Read(scalar, key, problems);
        problems.Error(reader.PositionOf(key), $"{key} is required");
        return null;
    }

    public static IReadOnlyList<Oid> ReadList(MappingReader reader, string key, ConfigurationProblems problems)
    {
        var oids = new List<Oid>();
        foreach (var scalar in reader.Scalars(key))
        {
            if (Read(scalar, key, problems) is { } oid) oids.Add(oid);
        }

        return oids;
    }
}
