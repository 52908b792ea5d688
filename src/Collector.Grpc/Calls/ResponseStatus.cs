using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Collector.Grpc.Calls;

/// <summary>Reads how a call ended from headers and trailers: gRPC over HTTP/2, "Responses", and its mapping of HTTP status codes.</summary>
internal static class ResponseStatus
{
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";

    /// <summary>The end that the headers alone say: a status without messages (trailers only), or that this is no gRPC. Null when messages may follow.</summary>
    public static CallEnd? OfHeaders(HttpResponseMessage response)
    {
        // A status counts even beside an HTTP status other than 200, and whatever the content is called.
        if (Find(response.Headers, StatusHeader) is { } code) return End(code, response.Headers);
        if (response.Version < HttpVersion.Version20) return NotGrpc(StatusCode.Internal, "the server answered with HTTP/" + response.Version);
        var contentType = response.Content.Headers.NonValidated.TryGetValues("content-type", out var types) ? types.ToString() : "";
        if (response.StatusCode != HttpStatusCode.OK) return NotGrpc(OfHttp((int)response.StatusCode), $"HTTP status {(int)response.StatusCode}{Of(contentType)} without a gRPC status");
        return contentType.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase)
            ? null
            : NotGrpc(StatusCode.Unknown, $"the server does not speak gRPC here: it answered{(contentType.Length == 0 ? " without a content type" : Of(contentType))}");
    }

    /// <summary>The end that the trailers say. To be asked when the body has been read.</summary>
    public static CallEnd OfTrailers(HttpResponseMessage response, bool isCutOff)
    {
        if (Find(response.TrailingHeaders, StatusHeader) is not { } code)
        {
            return isCutOff
                ? new CallEnd(new Status(StatusCode.Internal, "the stream ended in the middle of a message"), EndReason.Malformed)
                : new CallEnd(new Status(StatusCode.Unknown, "the stream ended without a gRPC status"), EndReason.Malformed);
        }

        var end = End(code, response.TrailingHeaders);
        return end.IsOK && isCutOff
            ? end with { Status = new Status(StatusCode.Internal, "the server said OK in the middle of a message"), Reason = EndReason.Malformed }
            : end;
    }

    internal static StatusCode OfHttp(int status) => status switch
    {
        400 or 431 or (>= 100 and < 200) => StatusCode.Internal,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.Unimplemented,
        429 or 502 or 503 or 504 => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };

    private static CallEnd End(string code, HttpResponseHeaders headers)
    {
        var trailers = Received(headers);
        var text = PercentEncoding.DecodeForLog(Find(headers, MessageHeader) ?? "");
        if (!int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !Enum.IsDefined((StatusCode)number))
        {
            return new CallEnd(new Status(StatusCode.Unknown, $"status {PercentEncoding.ForLog(code)}: {text}"), EndReason.ServerStatus) { Trailers = trailers };
        }

        var status = new Status((StatusCode)number, text);
        var reason = status.IsOK ? EndReason.Completed : PlannedEnd.IsSaidBy(status) ? EndReason.PlannedEnd : EndReason.ServerStatus;
        return new CallEnd(status, reason) { Trailers = trailers };
    }

    /// <summary>Headers as metadata, without HTTP's and gRPC's own.</summary>
    public static Metadata Received(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            var isOwn = name.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase) && !name.Equals("grpc-status-details-bin", StringComparison.OrdinalIgnoreCase);
            if (isOwn) continue;
            foreach (var value in values) metadata.AddReceived(name, value);
        }

        return metadata;
    }

    public static string? Find(HttpResponseHeaders headers, string name)
    {
        if (!headers.NonValidated.TryGetValues(name, out var values)) return null;
        foreach (var value in values) return value;
        return null;
    }

    private static CallEnd NotGrpc(StatusCode code, string text) => new(new Status(code, PercentEncoding.ForLog(text)), EndReason.NotGrpc);

    private static string Of(string contentType) => contentType.Length == 0 ? "" : $" with {contentType}";
}
