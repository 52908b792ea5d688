namespace Collector.Gnmi.Paths;

/// <summary>What is wrong with the text of a path.</summary>
/// <param name="Offset">The character in question, counted from 0; the length of the text for its end.</param>
/// <param name="Message">In words.</param>
public sealed record PathProblem(int Offset, string Message)
{
    public override string ToString() => $"character {Offset + 1}: {Message}";
}
