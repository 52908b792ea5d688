namespace Collector.Fuzz;

/// <summary>The command line, read.</summary>
/// <param name="For">How long; one input is read in any case.</param>
/// <param name="Seed">Of the first input; drawn and printed when it is not given.</param>
/// <param name="Input">The only input.</param>
/// <param name="Save">The folder for the input of a finding.</param>
internal sealed record FuzzOptions(TimeSpan For, long? Seed, FileInfo? Input, DirectoryInfo Save);
