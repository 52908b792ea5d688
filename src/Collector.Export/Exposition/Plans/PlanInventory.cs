using Collector.Export.Inventory;

namespace Collector.Export.Exposition.Plans;

/// <summary>A schema that has inventory.</summary>
/// <param name="Schema">The schema's place in <see cref="PagePlan.Schemas"/>.</param>
/// <param name="Columns">Which of its columns.</param>
internal readonly record struct PlanInventory(int Schema, InventoryColumns Columns);
