namespace Collector.Pipeline.Scheduling;

/// <summary>Names a timer of one wheel until it has fired or was cancelled. The default value names none.</summary>
public readonly record struct TimerHandle(int Slot, uint Generation);
