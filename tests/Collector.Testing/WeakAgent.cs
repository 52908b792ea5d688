using Collector.Snmp.Messages;

namespace Collector.Testing;

/// <summary>Agents that get requests wrong which ask for much at once, as devices in the field do. Anything else they answer as <see cref="FakeMib"/> does.</summary>
public static class WeakAgent
{
    /// <summary>RFC 3416 section 4.2.3, and no weakness: a reply ends with the last varbind that fits into so many octets.</summary>
    public static Func<FakeRequest, IEnumerable<FakeReply>> Fitting(FakeMib mib, int octets) => request =>
    {
        var found = mib.Find(request);
        var fitting = found.Count;
        while (fitting > 1 && request.Reply([.. found.Take(fitting)]).Datagram.Length > octets) fitting--;
        return [request.Reply([.. found.Take(fitting)])];
    };

    /// <summary>What does not fit is tooBig, also where it need not be.</summary>
    public static Func<FakeRequest, IEnumerable<FakeReply>> RefusingAbove(FakeMib mib, int octets) => request =>
    {
        var reply = mib.Answer(request);
        return [reply.Datagram.Length <= octets ? reply : request.Error(ErrorStatus.TooBig, 0)];
    };

    /// <summary>Sends no reply that is longer.</summary>
    public static Func<FakeRequest, IEnumerable<FakeReply>> SilentAbove(FakeMib mib, int octets) => request =>
        mib.Answer(request) is { } reply && reply.Datagram.Length <= octets ? [reply] : [];

    /// <summary>Serves no more repetitions than this in one reply.</summary>
    public static Func<FakeRequest, IEnumerable<FakeReply>> Capped(FakeMib mib, int repetitions) => request =>
        [mib.Answer(request with { MaxRepetitions = Math.Min(repetitions, request.MaxRepetitions) })];

    /// <summary>Leaves out a row after every so many varbinds of a reply.</summary>
    public static Func<FakeRequest, IEnumerable<FakeReply>> SkippingAbove(FakeMib mib, int varbinds) => request =>
    {
        if (request.Type != PduType.GetBulk || request.Names.Count * request.MaxRepetitions <= varbinds) return [mib.Answer(request)];
        var found = mib.Find(request with { MaxRepetitions = request.MaxRepetitions + 1 });
        var skipped = varbinds / request.Names.Count * request.Names.Count;
        return [request.Reply([.. found.Take(skipped), .. found.Skip(skipped + request.Names.Count)])];
    };

    /// <summary>With more repetitions than this it begins one row too late.</summary>
    public static Func<FakeRequest, IEnumerable<FakeReply>> WrongAbove(FakeMib mib, int repetitions) => request =>
        [request.Type == PduType.GetBulk && request.MaxRepetitions > repetitions
            ? request.Reply([.. mib.Find(request with { MaxRepetitions = request.MaxRepetitions + 1 }).Skip(request.Names.Count)])
            : mib.Answer(request)];

    /// <summary>Of several columns it answers only the first.</summary>
    public static Func<FakeRequest, IEnumerable<FakeReply>> FirstColumnOnly(FakeMib mib) => request =>
        [mib.Answer(IsWide(request) ? request with { Names = [request.Names[0]] } : request)];

    /// <summary>Of several columns it answers first all of the first, then all of the second, and so on.</summary>
    public static Func<FakeRequest, IEnumerable<FakeReply>> ColumnAfterColumn(FakeMib mib) => request =>
        [IsWide(request) ? request.Reply([.. request.Names.SelectMany(name => mib.Find(request with { Names = [name] }))]) : mib.Answer(request)];

    /// <summary>Of several columns it sends some rows and then endOfMibView, as if there were no more.</summary>
    public static Func<FakeRequest, IEnumerable<FakeReply>> EndingAfter(FakeMib mib, int rows) => request =>
    {
        if (!IsWide(request)) return [mib.Answer(request)];
        var found = mib.Find(request);
        return [request.Reply([.. found.Take(rows * request.Names.Count), .. found.Skip(rows * request.Names.Count).Select(End)])];
    };

    /// <summary>Of several columns it sends the same row again and again.</summary>
    public static Func<FakeRequest, IEnumerable<FakeReply>> Repeating(FakeMib mib) => request =>
    {
        if (!IsWide(request)) return [mib.Answer(request)];
        var row = mib.Find(request with { MaxRepetitions = 1 });
        return [request.Reply([.. Enumerable.Range(0, request.MaxRepetitions).SelectMany(_ => row)])];
    };

    /// <summary>Fails at a request for several columns.</summary>
    public static Func<FakeRequest, IEnumerable<FakeReply>> FailingAtColumns(FakeMib mib) => request =>
        [IsWide(request) ? request.Error(ErrorStatus.GenErr) : mib.Answer(request)];

    /// <summary>Sends no varbinds at all for several columns.</summary>
    public static Func<FakeRequest, IEnumerable<FakeReply>> EmptyForColumns(FakeMib mib) => request => [IsWide(request) ? request.Reply() : mib.Answer(request)];

    private static bool IsWide(FakeRequest request) => request.Type == PduType.GetBulk && request.Names.Count > 1;

    private static AgentVarbind End(AgentVarbind varbind) => AgentVarbind.Exception(varbind.Name, SmiType.EndOfMibView);
}
