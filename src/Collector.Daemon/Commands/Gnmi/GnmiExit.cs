namespace Collector.Daemon.Commands.Gnmi;

/// <summary>Exit codes of the commands, for scripts.</summary>
internal static class GnmiExit
{
    public const int Done = 0;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 1;

    /// <summary>Nobody there, no TLS, or nobody who speaks gRPC.</summary>
    public const int NoConnection = 2;

    /// <summary>The target said no, or broke off.</summary>
    public const int Refused = 3;
}
