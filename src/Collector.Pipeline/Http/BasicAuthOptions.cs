using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>A name and a password for HTTP's basic authentication; one that is not there is empty.</summary>
public sealed record BasicAuthOptions(SecretSource? Username, SecretSource? Password);
