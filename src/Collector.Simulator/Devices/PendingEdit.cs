namespace Collector.Simulator.Devices;

/// <summary>An edit that waits for the device's next poll, and the task that tells its author.</summary>
internal sealed record PendingEdit(Action<DeviceEdit> Edit, TaskCompletionSource Applied);
