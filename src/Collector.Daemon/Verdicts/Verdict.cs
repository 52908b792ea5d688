namespace Collector.Daemon.Verdicts;

/// <summary>Why a target's data is there, or is not.</summary>
/// <param name="Text">A sentence or two with the evidence. Names credentials, never what is in them.</param>
internal readonly record struct Verdict(VerdictKind Kind, string Text);
