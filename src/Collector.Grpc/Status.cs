namespace Collector.Grpc;

/// <summary>How a call ended, in gRPC's words: a code, and text that is fit for a log.</summary>
/// <param name="StatusCode">The code.</param>
/// <param name="Detail">What the server said, or what we found; without control characters and not endless, because others wrote it. Empty for none.</param>
public readonly record struct Status(StatusCode StatusCode, string Detail)
{
    public static Status OK { get; } = new(StatusCode.OK, "");

    public bool IsOK => StatusCode == StatusCode.OK;

    public override string ToString() => Detail is { Length: > 0 } ? $"{StatusCode}: {Detail}" : StatusCode.ToString();
}
