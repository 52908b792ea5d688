using System.Net.Sockets;
using System.Security.Authentication;
using Collector.Grpc.Connections;

namespace Collector.Grpc.Calls;

/// <summary>What an exception of the HTTP stack means for a call: gRPC over HTTP/2, "Errors".</summary>
internal static class FailureStatus
{
    public static CallEnd Of(Exception error)
    {
        for (var one = error; one is not null; one = one.InnerException)
        {
            switch (one)
            {
                case DialException dial:
                    return new CallEnd(new Status(StatusCode.Unavailable, dial.Message), dial.Reason) { Tls = dial.Tls };
                case HttpProtocolException protocol:
                    return OfHttp2(protocol);
            }
        }

        var innermost = error.GetBaseException();
        var text = PercentEncoding.ForLog(innermost.Message);
        return innermost is SocketException or IOException or HttpRequestException or AuthenticationException or ObjectDisposedException or OperationCanceledException
            ? new CallEnd(new Status(StatusCode.Unavailable, "the connection broke: " + text), EndReason.ConnectionLost)
            : new CallEnd(new Status(StatusCode.Internal, text), EndReason.Malformed);
    }

    private static CallEnd OfHttp2(HttpProtocolException error)
    {
        // RFC 9113 section 7. A connection closed with NO_ERROR is a GOAWAY of a server that means no harm; for a stream it makes no sense.
        var text = PercentEncoding.ForLog(error.Message);
        return error.ErrorCode switch
        {
            0x0 when text.Contains("closed the connection", StringComparison.Ordinal) => new CallEnd(new Status(StatusCode.Unavailable, text), EndReason.PlannedEnd),
            0x7 => new CallEnd(new Status(StatusCode.Unavailable, text), EndReason.Reset), // REFUSED_STREAM
            0x8 => new CallEnd(new Status(StatusCode.Cancelled, text), EndReason.Reset), // CANCEL
            0xb => new CallEnd(new Status(StatusCode.ResourceExhausted, text + " Servers say so to clients that ping more often than they allow."), EndReason.Reset), // ENHANCE_YOUR_CALM
            0xc => new CallEnd(new Status(StatusCode.PermissionDenied, text), EndReason.Reset), // INADEQUATE_SECURITY
            _ => new CallEnd(new Status(StatusCode.Internal, text), EndReason.Reset),
        };
    }
}
