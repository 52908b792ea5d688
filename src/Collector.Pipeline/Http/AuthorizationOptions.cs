using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>A header <c>Authorization: TYPE CREDENTIALS</c>.</summary>
public sealed record AuthorizationOptions(string Type, SecretSource? Credentials)
{
    public const string Bearer = "Bearer";
}
