namespace Collector.LoadTest.Scenarios;

/// <summary>One way to put the daemon under load.</summary>
/// <param name="Name">As the command line has it.</param>
/// <param name="Description">A sentence.</param>
/// <param name="Defaults">Its sizes, unless the command line says otherwise.</param>
/// <param name="RunAsync">Starts what it needs, measures, ends what it started.</param>
internal sealed record Scenario(string Name, string Description, LoadOptions Defaults, Func<LoadOptions, CancellationToken, Task<Report>> RunAsync);
