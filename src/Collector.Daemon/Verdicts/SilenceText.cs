namespace Collector.Daemon.Verdicts;

/// <summary>What may be the reason that nothing comes back at all, after how long that is so. A device says nothing about a wrong community; about a wrong SNMPv3 user it does.</summary>
internal static class SilenceText
{
    /// <param name="auth">The name of the credentials.</param>
    /// <param name="isV3">Whether they are SNMPv3's.</param>
    /// <param name="hasAnswered">It was reached with them before.</param>
    /// <param name="isAllOfIt">Nothing has come since it was loaded; else nothing is known of earlier polls.</param>
    public static string Of(string auth, bool isV3, bool hasAnswered, bool isAllOfIt)
    {
        if (hasAnswered) return $", and it answered before: it is down or not connected, something on the way drops the requests{(isV3 ? "" : $", or it no longer accepts {auth}'s community")}.{Unsaid(isV3)}";
        var history = isAllOfIt ? ", nor ever since it was loaded: its address is wrong, it is down" : ": it is down or not connected";
        return $"{history}, something on the way or its own access list drops the requests, or it {(isV3 ? "has no SNMPv3" : $"does not accept {auth}'s community")}.{Unsaid(isV3)}";
    }

    private static string Unsaid(bool isV3) =>
        isV3 ? " A wrong user or password is seldom the reason: most devices say so." : " A device does not say which: it is silent to a wrong community too.";
}
