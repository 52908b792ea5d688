using System.Text.Json;
using Collector.Export.Exposition;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Endpoints;

/// <summary>Writes one target as JSON: what it is, what state it is in, and how its polls went. Durations are in seconds, times in ISO 8601.</summary>
internal readonly struct TargetJson(Utf8JsonWriter json, SeriesStore store, long nowUnixMs)
{
    public void Write(TargetSeries series, bool withPolls)
    {
        json.WriteStartObject();
        WriteTarget(series.Target);
        if (series.Stream is { } stream) new StreamJson(json, nowUnixMs).Write(stream);
        else WritePolls(series, withPolls);
        json.WriteEndObject();
    }

    private static TargetState StateOf(IReadOnlyList<PollRecord> recent) =>
        recent.Count == 0 ? TargetState.Pending : recent[0].IsUp ? TargetState.Up : TargetState.Down;

    private void WritePolls(TargetSeries series, bool withPolls)
    {
        var recent = series.History.Recent();
        json.WriteString("state", EnumLabels<TargetState>.Of(StateOf(recent)));
        WriteModules(series);
        json.WriteNumber("polls", series.History.Finished);
        json.WriteNumber("polls_skipped", series.History.Skipped);
        json.WriteNumber("left_out_replies", series.History.LeftOut);
        WriteTruncated(series.History);
        WritePoll("last_poll", Newest(recent, _ => true));
        WritePoll("last_error", Newest(recent, poll => poll.Outcome != PollOutcome.Answered));
        if (withPolls) WriteRecent(recent);
    }

    private static PollRecord? Newest(IReadOnlyList<PollRecord> recent, Predicate<PollRecord> wanted)
    {
        foreach (var poll in recent)
        {
            if (wanted(poll)) return poll;
        }

        return null;
    }

    private void WriteTarget(Target target)
    {
        json.WriteString("instance", target.Instance);
        json.WriteString("protocol", target.Protocol);
        json.WriteString("address", target.Address);
        json.WriteStartObject("labels");
        foreach (var (name, value) in target.Labels) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteString("auth", target.Auth); // the name of the credentials
        if (target.Profile is { Length: > 0 } profile) json.WriteString("profile", profile);
        json.WriteNumber("interval_seconds", target.Interval.TotalSeconds);
        if (target.Origin.Length > 0) json.WriteString("origin", target.Origin);
    }

    private void WriteModules(TargetSeries series)
    {
        json.WriteStartArray("modules");
        for (var module = 0; module < series.ModuleNames.Count; module++)
        {
            json.WriteStartObject();
            json.WriteString("name", series.ModuleNames[module]);
            if (series.IsComplete(module) is { } isComplete) json.WriteBoolean("complete", isComplete);
            else json.WriteNull("complete");
            json.WriteNumber("rows", RowCount.Of(store, series, module));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteTruncated(PollHistory history)
    {
        json.WriteStartObject("truncated_walks");
        for (var reason = WalkEnd.Complete + 1; (int)reason < EnumLabels<WalkEnd>.All.Count; reason++)
        {
            if (history.Truncated(reason) > 0) json.WriteNumber(EnumLabels<WalkEnd>.Of(reason), history.Truncated(reason));
        }

        json.WriteEndObject();
    }

    private void WriteRecent(IReadOnlyList<PollRecord> recent)
    {
        json.WriteStartArray("recent_polls");
        foreach (var poll in recent) WriteFields(poll);
        json.WriteEndArray();
    }

    private void WritePoll(string name, PollRecord? poll)
    {
        json.WritePropertyName(name);
        if (poll is { } known) WriteFields(known);
        else json.WriteNullValue();
    }

    private void WriteFields(in PollRecord poll)
    {
        json.WriteStartObject();
        json.WriteString("started", DateTimeOffset.FromUnixTimeMilliseconds(poll.StartedUnixMs).UtcDateTime);
        json.WriteNumber("age_seconds", Math.Max(0, (nowUnixMs - poll.StartedUnixMs) / 1000.0));
        json.WriteNumber("duration_seconds", poll.Duration.TotalSeconds);
        json.WriteString("outcome", EnumLabels<PollOutcome>.Of(poll.Outcome));
        if (poll.Problem != AccessProblem.None) json.WriteString("problem", EnumLabels<AccessProblem>.Of(poll.Problem));
        if (poll.Truncated != WalkEnd.Complete) json.WriteString("truncated", EnumLabels<WalkEnd>.Of(poll.Truncated));
        json.WriteNumber("requests", poll.Requests);
        json.WriteNumber("retries", poll.Retries);
        json.WriteNumber("varbinds", poll.Varbinds);
        if (poll.RoundTrip > TimeSpan.Zero) json.WriteNumber("round_trip_seconds", poll.RoundTrip.TotalSeconds);
        json.WriteNumber("lateness_seconds", poll.Lateness.TotalSeconds);
        json.WriteEndObject();
    }
}
