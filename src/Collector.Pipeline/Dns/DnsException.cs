namespace Collector.Pipeline.Dns;

/// <summary>Nobody could say what a name stands for. The message says who was asked, and what came of it.</summary>
internal sealed class DnsException : IOException
{
    public DnsException() { }

    public DnsException(string message) : base(message) { }

    public DnsException(string message, Exception inner) : base(message, inner) { }
}
