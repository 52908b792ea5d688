namespace Collector.Export.RemoteWrite.Sending;

/// <summary>What the receiver said to one request.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Status">HTTP's status; 0 without an answer.</param>
/// <param name="RetryAfter">How long it asked us to wait.</param>
/// <param name="Reason">In words, for the log.</param>
internal readonly record struct SendResult(SendOutcome Outcome, int Status = 0, TimeSpan? RetryAfter = null, string Reason = "");
