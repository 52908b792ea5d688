namespace Collector.Snmp.Polling;

/// <summary>How long one request under way is still waited for, and whether it may be sent again meanwhile.</summary>
/// <remarks>
/// What is configured, timeout and retries, says for how long in all and how often at most. When within that time depends on how fast the target is: after a multiple of
/// its round trips and not after the timeout, so that a slow agent is not asked again for what it is still working on, and a lost datagram of a fast one costs a second.
/// </remarks>
internal readonly ref struct RequestPatience(ModuleStep step, in RequestTable.Entry request, double now)
{
    /// <summary>How soon it is looked at again whether a repetition may go, while another one of the target is under way.</summary>
    private const double LookAgainMs = 50;

    private readonly double _left = step.Target.Timeouts.PatienceMs(step.Module.State.Plan) - (now - request.FirstSentAt);
    private readonly int _attempts = request.Attempts;

    public bool IsOver => _left < 1;

    /// <summary>Whether it may be sent again now.</summary>
    public bool MayRepeat => HasRetries && !IsBehindAnother;

    /// <summary>After a sending: milliseconds until there should have been a reply.</summary>
    public double UntilTimeout => HasRetries ? Math.Clamp(step.Target.Pace.WaitFor(step.Target.Timeouts.TimeoutMs(step.Module.State.Plan), _attempts), 1, Math.Max(1, _left)) : Math.Max(1, _left);

    /// <summary>When it may not be sent again now: milliseconds until that is looked at once more, or until it is given up.</summary>
    public double UntilNextLook => HasRetries ? Math.Min(LookAgainMs, _left) : _left;

    /// <summary>Only when somebody is there, and only as often as configured.</summary>
    private bool HasRetries => !step.Target.Poll.IsProbing && _attempts <= step.Target.Timeouts.RetriesOf(step.Module.State.Plan);

    private bool IsBehindAnother => step.Target.Repeating is { } other && other != step;
}
