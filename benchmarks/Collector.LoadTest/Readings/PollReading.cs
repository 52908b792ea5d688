using System.Text.Json;

namespace Collector.LoadTest.Readings;

/// <summary>The last poll of one target, as <c>/api/v1/targets</c> tells it.</summary>
/// <param name="Instance">The target.</param>
/// <param name="Started">Tells polls of one target apart.</param>
/// <param name="Outcome">Such as <c>answered</c>.</param>
/// <param name="Requests">Sent, retries included.</param>
/// <param name="Retries">Of these.</param>
/// <param name="LatenessSeconds">How long after its due time it began.</param>
/// <param name="DurationSeconds">How long it took.</param>
internal sealed record PollReading(string Instance, DateTimeOffset Started, string Outcome, int Requests, int Retries, double LatenessSeconds, double DurationSeconds)
{
    /// <summary>Targets that have not been polled yet are left out.</summary>
    public static IReadOnlyList<PollReading> FromTargets(JsonElement page) =>
    [
        .. page.GetProperty("targets").EnumerateArray()
            .Where(target => target.GetProperty("last_poll").ValueKind == JsonValueKind.Object)
            .Select(target => Read(target.GetProperty("instance").GetString()!, target.GetProperty("last_poll"))),
    ];

    private static PollReading Read(string instance, JsonElement poll) => new(
        instance, poll.GetProperty("started").GetDateTimeOffset(), poll.GetProperty("outcome").GetString()!,
        poll.GetProperty("requests").GetInt32(), poll.GetProperty("retries").GetInt32(), poll.GetProperty("lateness_seconds").GetDouble(), poll.GetProperty("duration_seconds").GetDouble());
}
