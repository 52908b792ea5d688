using Collector.Gnmi.Paths;
using Collector.Gnmi.Protocol;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary>What is asked for.</summary>
/// <param name="Paths">At least one.</param>
/// <param name="Prefix">Null for none.</param>
/// <param name="Target">The prefix's target; empty for none.</param>
/// <param name="Encoding">Null for the best there is.</param>
/// <param name="Depth">Levels below the paths; 0 for all.</param>
/// <param name="Models">Names of models.</param>
internal sealed record RequestContent(IReadOnlyList<GnmiPath> Paths, GnmiPath? Prefix, string Target, Encoding? Encoding, uint Depth, IReadOnlyList<string> Models);
