using System.Text.Json;
using Collector.Daemon.Tests.Reloading;
using Collector.Testing;

namespace Collector.Daemon.Tests.Verdicts;

/// <summary>Reads what the daemon says of a target.</summary>
internal static class VerdictReading
{
    /// <summary>Waits until the daemon judges so; returns the sentence.</summary>
    public static Task<string> ExpectAsync(RunningDaemon daemon, string instance, string kind) => ExpectAsync(daemon.Http, instance, kind);

    /// <inheritdoc cref="ExpectAsync(RunningDaemon, string, string)"/>
    public static async Task<string> ExpectAsync(HttpClient daemon, string instance, string kind)
    {
        var (said, text) = ("", "");
        await Patience.UntilAsync(
            async () =>
            {
                using var answer = await daemon.GetAsync($"/api/v1/targets/{Uri.EscapeDataString(instance)}");
                if (answer.IsSuccessStatusCode) (said, text) = Of(await answer.Content.ReadAsStringAsync()); // else it is not in the store yet
                return said == kind;
            },
            () => $"{instance} is {said}, not {kind}: {text}");
        return text;
    }

    private static (string Kind, string Text) Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var verdict = document.RootElement.GetProperty("verdict");
        return (verdict.GetProperty("kind").GetString()!, verdict.GetProperty("text").GetString()!);
    }
}
