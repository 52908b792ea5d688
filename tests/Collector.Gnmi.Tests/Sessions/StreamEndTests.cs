using Collector.Gnmi.Protocol;
using Collector.Gnmi.Sessions;
using Collector.Grpc;
using Collector.Pipeline.Store.Streams;

namespace Collector.Gnmi.Tests.Sessions;

public class StreamEndTests
{
    [Theory]
    [InlineData(StatusCode.Unimplemented, DisconnectReason.Rejected)]
    [InlineData(StatusCode.InvalidArgument, DisconnectReason.Rejected)]
    [InlineData(StatusCode.NotFound, DisconnectReason.Rejected)]
    [InlineData(StatusCode.Unauthenticated, DisconnectReason.Denied)]
    [InlineData(StatusCode.PermissionDenied, DisconnectReason.Denied)]
    [InlineData(StatusCode.ResourceExhausted, DisconnectReason.Exhausted)]
    [InlineData(StatusCode.OutOfRange, DisconnectReason.Exhausted)]
    [InlineData(StatusCode.Unavailable, DisconnectReason.Unavailable)]
    [InlineData(StatusCode.Cancelled, DisconnectReason.Unavailable)]
    [InlineData(StatusCode.Internal, DisconnectReason.Failed)]
    public void T08_a_status_has_its_kind(StatusCode code, DisconnectReason expected)
    {
        var end = StreamEnd.Of(new CallEnd(new Status(code, "text"), EndReason.ServerStatus));

        Assert.Equal((code, expected, "text", false), (end.Code, end.Reason, end.Message, end.IsOfConnection));
    }

    [Fact]
    public void T06_OK_is_the_end_of_what_has_no_end()
    {
        Assert.Equal(DisconnectReason.Ended, StreamEnd.Of(new CallEnd(Status.OK, EndReason.Completed)).Reason);
    }

    [Theory]
    [InlineData(EndReason.PlannedEnd, DisconnectReason.Planned)]
    [InlineData(EndReason.ConnectionLost, DisconnectReason.Unavailable)]
    [InlineData(EndReason.Refused, DisconnectReason.Unavailable)]
    [InlineData(EndReason.NameResolution, DisconnectReason.Unavailable)]
    public void What_ends_the_connection_is_told_apart(EndReason reason, DisconnectReason expected)
    {
        var end = StreamEnd.Of(new CallEnd(new Status(StatusCode.Unavailable, ""), reason));

        Assert.Equal((expected, true), (end.Reason, end.IsOfConnection));
    }

    [Theory]
    [InlineData(TlsFailure.UntrustedRoot, DisconnectReason.Tls)]
    [InlineData(TlsFailure.ClientCertificateRequired, DisconnectReason.Tls)]
    [InlineData(TlsFailure.ClosedByPeer, DisconnectReason.Unavailable)]
    public void A_certificate_that_is_not_believed_is_not_asked_about_every_second(TlsFailure failure, DisconnectReason expected) =>
        Assert.Equal(expected, StreamEnd.Of(new CallEnd(new Status(StatusCode.Unavailable, ""), EndReason.Tls) { Tls = failure }).Reason);

    [Fact]
    public void A_message_that_is_too_long_is_not_asked_for_at_once() =>
        Assert.Equal(DisconnectReason.Exhausted, StreamEnd.Of(new CallEnd(new Status(StatusCode.ResourceExhausted, ""), EndReason.MessageTooLarge)).Reason);

#pragma warning disable CS0612 // old devices send it
    [Fact]
    public void T09_the_error_of_an_old_device_is_a_status_with_its_code()
    {
        Assert.Equal((StatusCode.InvalidArgument, DisconnectReason.Rejected), CodeAndReason(new Error { Code = 3 }));
        Assert.Equal((StatusCode.Unauthenticated, DisconnectReason.Denied), CodeAndReason(new Error { Code = 16 }));
        Assert.Equal((StatusCode.Unknown, DisconnectReason.Failed), CodeAndReason(new Error { Code = 0 }));
        Assert.Equal((StatusCode.Unknown, DisconnectReason.Failed), CodeAndReason(new Error { Code = uint.MaxValue }));
    }

    [Fact]
    public void T09_its_text_is_fit_for_a_log()
    {
        var end = StreamEnd.Of(new Error { Code = 3, Message = "no\nsuch\u001b[31m path" + new string('x', 10_000) });

        Assert.StartsWith("no such [31m path", end.Message, StringComparison.Ordinal);
        Assert.Equal(300, end.Message.Length);
    }

    private static (StatusCode, DisconnectReason) CodeAndReason(Error error) => (StreamEnd.Of(error).Code, StreamEnd.Of(error).Reason);
#pragma warning restore CS0612
}
