using Collector.Pipeline.Configuration;

namespace Collector.Snmp.Modules;

/// <summary>A name that <c>snmp.paces</c> mentions, and where.</summary>
/// <param name="Module">The module it is said of; null for all.</param>
/// <param name="Column">The column; null for the module as such.</param>
/// <param name="Position">Where it is written.</param>
public sealed record PacedColumn(string? Module, string? Column, SourcePosition Position);
