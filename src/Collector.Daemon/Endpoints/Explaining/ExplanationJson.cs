using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collector.Snmp.Explaining;

namespace Collector.Daemon.Endpoints.Explaining;

/// <summary>An explained poll as JSON: the fields of <see cref="PollExplanation"/>, those without a value left out. docs/explain.md shows one.</summary>
internal static class ExplanationJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // series have quotes, and nobody puts this into HTML as it is
        WriteIndented = true,
    };

    public static byte[] Of(PollExplanation poll) => JsonSerializer.SerializeToUtf8Bytes(poll, Options);
}
