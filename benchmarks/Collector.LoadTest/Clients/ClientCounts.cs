namespace Collector.LoadTest.Clients;

/// <summary>What hostile clients did so far.</summary>
/// <param name="Opened">Connections that were made.</param>
/// <param name="Open">Of those, open now.</param>
/// <param name="Closed">Closed by the daemon.</param>
/// <param name="Refused">Answers of 400 and more.</param>
/// <param name="Served">Answers of 200.</param>
internal sealed record ClientCounts(long Opened, long Open, long Closed, long Refused, long Served);
