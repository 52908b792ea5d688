namespace Collector.Daemon.Web.Limits;

/// <summary>What became of a request for a turn.</summary>
internal enum TurnOutcome
{
    /// <summary>It has its turn, and has to leave.</summary>
    Entered,

    /// <summary>All turns were taken for too long, or too many waited already.</summary>
    Full,

    /// <summary>There were turns left, for other clients: this one had its share.</summary>
    OverShare,
}
