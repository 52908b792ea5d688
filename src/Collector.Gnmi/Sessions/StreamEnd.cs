using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Pipeline.Secrets;
using Collector.Pipeline.Store.Streams;

namespace Collector.Gnmi.Sessions;

/// <summary>How a call or an attempt to connect ended, and what kind of end that is.</summary>
/// <param name="Message">For logs: bounded, without control characters.</param>
internal sealed record StreamEnd(StatusCode Code, DisconnectReason Reason, string Message)
{
    private const int LongestMessage = 300;

    /// <summary>The connection is of no more use.</summary>
    public bool IsOfConnection { get; private init; }

    /// <summary>The device's name has no address.</summary>
    public bool HasNoAddress { get; private init; }

    /// <summary>Nobody answered the attempt to connect.</summary>
    public bool IsUnanswered { get; private init; }

    /// <summary>The device has nothing to do with it.</summary>
    public bool IsOurs { get; private init; }

    /// <summary>Other credentials would have made another end.</summary>
    public bool IsOfCredentials => Reason == DisconnectReason.Denied;

    /// <summary>The end of a call that should have gone on.</summary>
    public static StreamEnd Of(CallEnd end) => new(end.Status.StatusCode, ReasonOf(end), end.IsOK ? "the device ended the stream" : end.Status.Detail)
    {
        IsOfConnection = end.Reason is not (EndReason.Completed or EndReason.ServerStatus or EndReason.Malformed or EndReason.MessageTooLarge),
        HasNoAddress = end.Reason == EndReason.NameResolution,
        IsUnanswered = end.Reason == EndReason.ConnectTimeout,
    };

    /// <summary>The same without what the call carried: some devices repeat it.</summary>
    public StreamEnd Hiding(Metadata sent) => this with { Message = EchoedSecrets.Hide(Message, sent.Select(entry => entry.Value).OfType<string>()) };

    /// <summary>The error in a response of an old device: as if the call had ended with it.</summary>
    public static StreamEnd Of(Error error)
    {
        var code = error.Code is > 0 and <= (uint)StatusCode.Unauthenticated ? (StatusCode)error.Code : StatusCode.Unknown;
        return new StreamEnd(code, ReasonOf(code), Printable(error.Message));
    }

    public static StreamEnd Silence(TimeSpan limit) => new(StatusCode.Cancelled, DisconnectReason.Silent, $"no message for {limit.TotalSeconds:0} s");

    public static StreamEnd Garbage(int messages) => new(StatusCode.Internal, DisconnectReason.Malformed, $"{messages} messages on end that are none of gNMI's");

    public static StreamEnd NoCredentials(string why) => new(StatusCode.Unauthenticated, DisconnectReason.Denied, Printable(why)) { IsOurs = true };

    public static StreamEnd OurBug(Exception error) => new(StatusCode.Internal, DisconnectReason.Failed, "collector failed: " + error.GetType().Name) { IsOfConnection = true, IsOurs = true };

    /// <summary>What is remembered of it.</summary>
    public StreamError ToError(long atUnixMs, string? subscription) =>
        new(atUnixMs, GrpcCodeNames.Of(Code), Reason, Message, subscription) { HasNoAddress = HasNoAddress, IsUnanswered = IsUnanswered, IsOurs = IsOurs };

    private static DisconnectReason ReasonOf(CallEnd end) => end.Reason switch
    {
        EndReason.Completed => DisconnectReason.Ended,
        EndReason.PlannedEnd => DisconnectReason.Planned,
        EndReason.Malformed => DisconnectReason.Malformed,
        EndReason.MessageTooLarge => DisconnectReason.Exhausted,
        EndReason.Tls when end.Tls is not (TlsFailure.Other or TlsFailure.ClosedByPeer) => DisconnectReason.Tls,
        EndReason.Deadline => DisconnectReason.Unavailable,
        _ => ReasonOf(end.Status.StatusCode),
    };

    private static DisconnectReason ReasonOf(StatusCode code) => code switch
    {
        StatusCode.Unavailable or StatusCode.Cancelled => DisconnectReason.Unavailable,
        StatusCode.Unimplemented or StatusCode.InvalidArgument or StatusCode.NotFound => DisconnectReason.Rejected,
        StatusCode.Unauthenticated or StatusCode.PermissionDenied => DisconnectReason.Denied,
        StatusCode.ResourceExhausted or StatusCode.OutOfRange => DisconnectReason.Exhausted,
        _ => DisconnectReason.Failed,
    };

    private static string Printable(string text) =>
        string.Concat((text.Length > LongestMessage ? text[..LongestMessage] : text).Select(c => char.IsControl(c) ? ' ' : c));
}
