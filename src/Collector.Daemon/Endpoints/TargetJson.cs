using System.Text.Json;
using Collector.Daemon.Verdicts;
using Collector.Export.Exposition.PerTarget;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Endpoints;

/// <summary>Writes one target as JSON: what it is, what is wrong with it, and how its polls went. Durations are in seconds, times in ISO 8601.</summary>
internal readonly struct TargetJson(Utf8JsonWriter json, SeriesStore store, long nowUnixMs)
{
    public void Write(TargetSeries series, in Verdict verdict, bool withPolls)
    {
        json.WriteStartObject();
        WriteTarget(series.Target);
        json.WriteStartObject("verdict");
        json.WriteString("kind", EnumLabels<VerdictKind>.Of(verdict.Kind));
        json.WriteString("text", verdict.Text);
        json.WriteEndObject();
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
        if (series.History.TryGetConduct(out var conduct)) WriteConduct(conduct);
        WritePoll("last_poll", Newest(recent, _ => true), series.ModuleNames);
        WritePoll("last_error", Newest(recent, poll => poll.Outcome != PollOutcome.Answered), series.ModuleNames);
        if (withPolls) WriteRecent(recent, series.ModuleNames);
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

    /// <summary>What is known of how to ask it, and when that is next.</summary>
    private void WriteConduct(in TargetConduct conduct)
    {
        json.WriteStartObject("asked");
        json.WriteString("next_poll", DateTimeOffset.FromUnixTimeMilliseconds(conduct.NextDueUnixMs).UtcDateTime);
        json.WriteString("next_question", DateTimeOffset.FromUnixTimeMilliseconds(conduct.NextQuestionUnixMs).UtcDateTime);
        if (conduct.RoundTripMs > 0) json.WriteNumber("round_trip_seconds", Math.Round(conduct.RoundTripMs / 1000.0, 6));
        json.WriteNumber("requests_at_once", conduct.MostInFlight);
        json.WriteNumber("reply_octets", conduct.ReplyOctets);
        json.WriteBoolean("column_by_column", conduct.IsReadByColumn);
        json.WriteNumber("objects_read", conduct.ObjectsRead);
        json.WriteNumber("objects_carried", conduct.ObjectsCarried);
        json.WriteEndObject();
    }

    private void WriteRecent(IReadOnlyList<PollRecord> recent, IReadOnlyList<string> modules)
    {
        json.WriteStartArray("recent_polls");
        foreach (var poll in recent) WriteFields(poll, modules);
        json.WriteEndArray();
    }

    private void WritePoll(string name, PollRecord? poll, IReadOnlyList<string> modules)
    {
        json.WritePropertyName(name);
        if (poll is { } known) WriteFields(known, modules);
        else json.WriteNullValue();
    }

    private void WriteFields(in PollRecord poll, IReadOnlyList<string> modules)
    {
        json.WriteStartObject();
        json.WriteString("started", DateTimeOffset.FromUnixTimeMilliseconds(poll.StartedUnixMs).UtcDateTime);
        json.WriteNumber("age_seconds", Math.Max(0, (nowUnixMs - poll.StartedUnixMs) / 1000.0));
        json.WriteNumber("duration_seconds", poll.Duration.TotalSeconds);
        json.WriteString("outcome", EnumLabels<PollOutcome>.Of(poll.Outcome));
        if (poll.Problem != AccessProblem.None) json.WriteString("problem", EnumLabels<AccessProblem>.Of(poll.Problem));
        if (poll.Fault != ReplyFault.None) json.WriteString("fault", EnumLabels<ReplyFault>.Of(poll.Fault));
        if (poll.Truncated != WalkEnd.Complete) json.WriteString("truncated", EnumLabels<WalkEnd>.Of(poll.Truncated));
        json.WriteNumber("requests", poll.Requests);
        json.WriteNumber("retries", poll.Retries);
        json.WriteNumber("varbinds", poll.Varbinds);
        if (poll.RoundTrip > TimeSpan.Zero) json.WriteNumber("round_trip_seconds", poll.RoundTrip.TotalSeconds);
        json.WriteNumber("lateness_seconds", poll.Lateness.TotalSeconds);
        if (poll.Waited > TimeSpan.Zero) json.WriteNumber("waited_seconds", poll.Waited.TotalSeconds);
        if (poll.WasHeldUp) json.WriteBoolean("held_up", true);
        WriteEnds(poll.Modules, modules);
        json.WriteEndObject();
    }

    private void WriteEnds(ModuleEnds ends, IReadOnlyList<string> modules)
    {
        json.WriteStartObject("modules");
        for (var module = 0; module < modules.Count; module++)
        {
            if (ends.TryGet(module, out var end)) json.WriteString(modules[module], end is { } known ? EnumLabels<WalkEnd>.Of(known) : "not_asked");
        }

        json.WriteEndObject();
    }
}
