using Collector.Pipeline.Rollups.Rules;

namespace Collector.Pipeline.Rollups;

/// <summary>What a device says it is. Empty where it says nothing.</summary>
public sealed record DeviceFacts(string Vendor, string Model, string Software)
{
    /// <summary>By one of <see cref="RollupNames.OfInventory"/>; null for any other label.</summary>
    public string? Get(string label) => label switch { "vendor" => Vendor, "model" => Model, "software" => Software, _ => null };
}
