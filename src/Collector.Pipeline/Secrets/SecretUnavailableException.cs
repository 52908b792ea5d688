namespace Collector.Pipeline.Secrets;

/// <summary>A secret could not be had from where it is kept. The message says from where and why, and never holds a secret.</summary>
public sealed class SecretUnavailableException : IOException
{
    public SecretUnavailableException() { }

    public SecretUnavailableException(string message) : base(message) { }

    public SecretUnavailableException(string message, Exception inner) : base(message, inner) { }
}
