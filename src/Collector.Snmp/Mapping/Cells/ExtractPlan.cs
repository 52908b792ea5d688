using Collector.Pipeline.Patterns;
using Collector.Snmp.Mapping.Rendering;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>A metric's `regex_extracts`, compiled: for each suffix the expressions to try, in order. Suffix k fills the k-th column after the object's first.</summary>
/// <param name="Form">How an OCTET STRING is written before expressions see it.</param>
/// <param name="Hint">A better way to write it.</param>
/// <param name="Scaling">Applies to each number.</param>
/// <param name="Suffixes">The expressions of each column.</param>
internal sealed record ExtractPlan(TextForm Form, DisplayHint? Hint, Scaling Scaling, IReadOnlyList<IReadOnlyList<Extraction>> Suffixes);

/// <summary>One expression, which matches the whole text, and what of it is the number.</summary>
internal sealed record Extraction(Re2Pattern Pattern, ExpansionTemplate Value);
