namespace Collector.Pipeline.Targets.Lists;

/// <summary>A list of targets could not be had; the message says why, without secrets.</summary>
internal sealed class TargetListException : Exception
{
    public TargetListException() { }

    public TargetListException(string message) : base(message) { }

    public TargetListException(string message, Exception inner) : base(message, inner) { }
}
