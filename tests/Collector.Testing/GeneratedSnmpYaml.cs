using System.Text;

namespace Collector.Testing;

/// <summary>An snmp.yml as the generator writes it: modules of 60 columns each, which repeat indexes, lookups, enumerations and texts.</summary>
public static class GeneratedSnmpYaml
{
    /// <summary>Metrics in a module.</summary>
    public const int Metrics = 60;

    /// <summary>A file of about <paramref name="lines"/> lines.</summary>
    public static string Write(int lines)
    {
        var text = new StringBuilder("auths:\n  public_v2: {version: 2}\nmodules:\n");
        var written = 3;
        for (var module = 0; written < lines; module++)
        {
            text.Append($"  module_{module}:\n    walk:\n    - 1.3.6.1.4.1.{module}.1\n    metrics:\n");
            written += 4;
            for (var metric = 0; metric < Metrics; metric++) written += AppendMetric(text, module, metric);
        }

        return text.ToString();
    }

    private static int AppendMetric(StringBuilder text, int module, int metric)
    {
        text.Append($"    - name: metric_{metric}\n      oid: 1.3.6.1.4.1.{module}.1.{metric}\n      type: {(metric % 3 == 0 ? "EnumAsInfo" : "gauge")}\n")
            .Append($"      help: The number of things that column {metric} counts on one of its rows - {metric}\n")
            .Append("      indexes:\n      - labelname: row\n        type: gauge\n      lookups:\n      - labels:\n        - row\n        labelname: name\n")
            .Append($"        oid: 1.3.6.1.4.1.{module}.1.900\n        type: DisplayString\n");
        if (metric % 3 != 0) return 13;
        text.Append("      enum_values:\n");
        for (var code = 1; code <= 20; code++) text.Append($"        {code}: state{code}\n");
        return 34;
    }
}
