using System.Buffers;
using System.Text;
using System.Text.Json;
using Collector.Gnmi.Configuration;
using Collector.Gnmi.Protocol;

namespace Collector.Daemon.Commands.Gnmi.Output;

/// <summary>Prints what a target can do.</summary>
internal static class CapabilitiesText
{
    public static string Readable(CapabilityResponse answer)
    {
        var text = new StringBuilder();
        text.Append("gNMI version: ").Append(answer.GNMIVersion.Length == 0 ? "not said" : SafeText.Of(answer.GNMIVersion)).Append('\n');
        text.Append("encodings: ").Append(answer.SupportedEncodings.Count == 0 ? "not said" : string.Join(", ", answer.SupportedEncodings.Select(EncodingText.Format))).Append('\n');
        text.Append("models: ").Append(answer.SupportedModels.Count).Append('\n');
        var models = new TextTable("name", "version", "organization");
        foreach (var model in answer.SupportedModels.OrderBy(model => model.Name, StringComparer.Ordinal)) models.Add(SafeText.Of(model.Name), SafeText.Of(model.Version), SafeText.Of(model.Organization));
        models.Write(text, indent: 2);
        return text.ToString();
    }

    public static string Json(CapabilityResponse answer)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, JsonValue.Options))
        {
            json.WriteStartObject();
            json.WriteString("gnmi_version", answer.GNMIVersion);
            json.WriteStartArray("encodings");
            foreach (var encoding in answer.SupportedEncodings) json.WriteStringValue(EncodingText.Format(encoding));
            json.WriteEndArray();
            json.WriteStartArray("models");
            foreach (var model in answer.SupportedModels)
            {
                json.WriteStartObject();
                json.WriteString("name", model.Name);
                json.WriteString("organization", model.Organization);
                json.WriteString("version", model.Version);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }
}
