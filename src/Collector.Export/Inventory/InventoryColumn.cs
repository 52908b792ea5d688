using Collector.Pipeline.Samples;

namespace Collector.Export.Inventory;

/// <summary>A column that says something of components, or of the device.</summary>
/// <param name="Table">Its table's place in the schema.</param>
/// <param name="Index">Its place in the table.</param>
/// <param name="Column">The column.</param>
/// <param name="Source">Null when it speaks of the whole device.</param>
/// <param name="Field">What it says of a component.</param>
/// <param name="Device">What it says of the device.</param>
internal readonly record struct InventoryColumn(int Table, int Index, Column Column, InventorySource? Source, ComponentField Field, DeviceField Device);
