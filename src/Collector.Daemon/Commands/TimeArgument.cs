using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Commands;

/// <summary>A time of the command line, which <c>--help</c> shows as it is written: <c>3s</c>.</summary>
internal readonly record struct TimeArgument(TimeSpan Time)
{
    public static implicit operator TimeSpan(TimeArgument argument) => argument.Time;

    public override string ToString() => DurationText.Format(Time);
}
