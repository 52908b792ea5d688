using System.Globalization;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store.Streams;
using static Collector.Daemon.Verdicts.TargetVerdict;

namespace Collector.Daemon.Verdicts;

/// <summary>Judges a target that streams by its connection, its last error and its subscriptions.</summary>
internal readonly struct StreamVerdict(StreamHistory stream, long nowUnixMs)
{
    public Standing Standing => stream switch
    {
        { State: StreamState.Misconfigured } or { IsUp: null } or { IsUp: false, LastError.IsOurs: true } => Standing.NotAsked,
        { IsUp: true } => Standing.Heard,
        { LastError.HasNoAddress: true } => Standing.Nameless,
        { LastError: null or { IsUnanswered: true } or { Reason: DisconnectReason.Silent } } => Standing.Silent,
        _ => Standing.Heard,
    };

    public Verdict Judge() => stream switch
    {
        { State: StreamState.Misconfigured } => new Verdict(VerdictKind.Misconfigured, $"It is not streamed from: {stream.LastError?.Message ?? "its configuration cannot be used"}."),
        { IsUp: null } => new Verdict(VerdictKind.Pending, stream.Address.Length > 0 ? $"It is being connected to at {stream.Address}." : "It was not connected to yet; connections are made at a pace that the whole process keeps."),
        { IsUp: true } => JudgeUp(),
        _ => JudgeDown(stream.LastError),
    };

    private Verdict JudgeUp()
    {
        if (Troubled() is { } troubled) return new Verdict(VerdictKind.Truncated, $"It streams, but not the subscription {troubled.Name}: {Error(stream.LastError, troubled.Name)}{Next()}");
        var age = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, nowUnixMs - (stream.LastMessageUnixNs / 1_000_000)) / 1000.0:0.0} s ago");
        if (stream.LastMessageUnixNs == 0) return JudgeNothing(Overdue());
        if (Empty() is { Count: > 0 } empty) return JudgeEmpty(empty, age);
        if (Overdue() is { } overdue) return new Verdict(VerdictKind.Ok, $"It streams, the last message came {age}; it has not said that the first state of {overdue} is complete.{LeftOut()}");
        return new Verdict(VerdictKind.Ok, $"It streams, the last message came {age}.{LeftOut()}");
    }

    private Verdict JudgeDown(StreamError? error)
    {
        if (error is null) return new Verdict(VerdictKind.Unreachable, $"There is no connection.{Next()}");
        var (code, said) = (error.GrpcCode, Error(error, null) + Next());
        return error.Reason switch
        {
            _ when error.HasNoAddress => new Verdict(VerdictKind.Unresolved, $"Its name has no address: {said} It was looked up on this host; the device was not asked."),
            DisconnectReason.Denied when error.IsOurs => new Verdict(VerdictKind.WrongCredentials, $"Its credentials cannot be read here, so the device was not asked: {said}"),
            _ when error.IsOurs => new Verdict(VerdictKind.Rejected, $"The collector itself failed, which is no fault of the device's: {said}"),
            _ when error.IsUnanswered => new Verdict(VerdictKind.Unreachable, $"Nobody answers: the address or the port is wrong, something on the way drops the packets, or it is down: {said}"),
            DisconnectReason.Denied => new Verdict(VerdictKind.WrongCredentials, $"The device does not let us in ({code}): {said}"),
            DisconnectReason.Tls => new Verdict(VerdictKind.Tls, $"TLS could not be agreed on: {said}"),
            DisconnectReason.Silent => new Verdict(VerdictKind.StreamSilent, $"The stream fell silent and was ended: {said}"),
            DisconnectReason.Rejected => new Verdict(VerdictKind.Rejected, $"The device cannot do what is asked for ({code}): {said}"),
            DisconnectReason.Exhausted => new Verdict(VerdictKind.Rejected, $"The device has no room for another call, or sends more than is taken ({code}): {said}"),
            DisconnectReason.Malformed => new Verdict(VerdictKind.InvalidReplies, $"It sends what is no gNMI: {said}"),
            DisconnectReason.Ended or DisconnectReason.Planned => new Verdict(VerdictKind.Rejected, $"The device ended the stream: {said}"),
            DisconnectReason.Failed => new Verdict(VerdictKind.Rejected, $"The device reported an error ({code}): {said}"),
            _ => new Verdict(VerdictKind.Unreachable, $"It cannot be connected to, or the connection broke ({code}): {said}"),
        };
    }

    /// <summary>A device has to say that its first state is complete, also of nothing (gNMI specification 3.5.1.4).</summary>
    private static Verdict JudgeNothing(string? overdue) => overdue is null
        ? new Verdict(VerdictKind.Ok, "It is subscribed to, and nothing has come yet; a device that only sends changes may have none.")
        : new Verdict(VerdictKind.Empty, $"It took the subscription {overdue} and has sent nothing since, not even that its first state is complete: its gNMI server hangs, or has nothing at those paths and does not say so.");

    /// <summary>Series that there is no room for.</summary>
    private string LeftOut()
    {
        foreach (var subscription in stream.Subscriptions)
        {
            if (subscription.SeriesLimitHits > 0) return $" Series of {subscription.Name} were left out, because it has as many as a subscription may (collector_gnmi_series_limit_hits_total).";
        }

        return "";
    }

    /// <summary>A device may say nothing about a path that it does not have, or knows under another origin: the call is alive, and no series comes of it.</summary>
    private Verdict JudgeEmpty(List<SubscriptionHistory> empty, string age)
    {
        var sent = empty.Exists(subscription => subscription.Updates > 0);
        var why = sent ? "what it sends of that is no number, and no rule makes one of it (collector_gnmi_unsupported_values_total)" : "it has nothing at those paths, or knows them under another origin or spelling";
        var names = string.Join(", ", empty.Select(subscription => subscription.Name));
        return empty.Count == stream.Subscriptions.Count
            ? new Verdict(VerdictKind.Empty, $"It streams, the last message came {age}, and no series comes of what is subscribed to ({names}): {why}.")
            : new Verdict(VerdictKind.Ok, $"It streams, the last message came {age}. No series comes of {names}: {why}.");
    }

    /// <summary>Subscriptions whose first state is complete and has nothing.</summary>
    private List<SubscriptionHistory> Empty()
    {
        var empty = new List<SubscriptionHistory>();
        foreach (var subscription in stream.Subscriptions)
        {
            if (subscription is { IsLive: true, IsSynced: true, Series: 0 }) empty.Add(subscription);
        }

        return empty;
    }

    /// <summary>A subscription that failed while another one of the target works.</summary>
    private SubscriptionHistory? Troubled()
    {
        foreach (var subscription in stream.Subscriptions)
        {
            if (!subscription.IsLive && subscription.FailedCalls > 0) return subscription;
        }

        return null;
    }

    private string? Overdue()
    {
        foreach (var subscription in stream.Subscriptions)
        {
            if (subscription.IsSyncOverdue) return subscription.Name;
        }

        return null;
    }

    private static string Error(StreamError? error, string? subscription)
    {
        if (error is null || (subscription is not null && error.Subscription != subscription)) return "its call failed.";
        var of = subscription is null && error.Subscription is { } name ? $" (subscription {name}, {EnumLabels<DisconnectReason>.Of(error.Reason)}, at {At(error.AtUnixMs)})." : $" (at {At(error.AtUnixMs)}).";
        return error.Message.TrimEnd('.') + of;
    }

    private string Next() => stream.RetryUnixMs > nowUnixMs ? $" It is tried again at {At(stream.RetryUnixMs)}." : "";
}
