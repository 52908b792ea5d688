namespace Collector.Pipeline.Http;

/// <summary>Which proxy requests go through, if any.</summary>
public sealed record HttpProxyOptions
{
    public Uri? Url { get; init; }

    /// <summary>Hosts that are reached without it, with commas between them, as Go's <c>NO_PROXY</c>.</summary>
    public string NoProxy { get; init; } = "";

    /// <summary><c>HTTP_PROXY</c>, <c>HTTPS_PROXY</c> and <c>NO_PROXY</c> say.</summary>
    public bool FromEnvironment { get; init; }

    // Two URLs are equal to .NET when only their passwords differ.
    public bool Equals(HttpProxyOptions? other) =>
        other is not null && Url?.OriginalString == other.Url?.OriginalString && NoProxy == other.NoProxy && FromEnvironment == other.FromEnvironment;

    public override string ToString() => Url is null ? "" : HttpUrl.Shown(Url);

    public override int GetHashCode() => HashCode.Combine(Url?.OriginalString, NoProxy, FromEnvironment);
}
