namespace Collector.Snmp.Polling.Packing;

/// <summary>How much one target may be asked to send in one reply, as its replies have taught us.</summary>
/// <remarks>
/// The lane's thread only. Begins with what an Ethernet frame carries. RFC 3416 section 4.2.3: an agent that can send less ends its reply early, so a
/// short reply says exactly how much that is; a tooBig and losses only say less. It grows again while all goes well.
/// </remarks>
internal sealed class ReplySize(int most = ReplySize.Frame)
{
    /// <summary>The UDP payload of an Ethernet frame, in octets.</summary>
    public const int Frame = 1472;

    /// <summary>What every agent must be able to send (RFC 3417 section 3.2.1), in octets.</summary>
    public const int Least = 484;

    // Of the room for varbinds, what is left free because values differ in length from row to row and from one poll to the next.
    private const float UsualFree = 0.03f;
    private const float LeastFree = 0.005f;
    private const float MostFree = 0.1f;
    private const float FreeGivenUp = 0.0005f; // for each reply that is no longer than was thought
    private const float FreeToErrors = 1.5f;

    private const int RepliesToGrow = 64;
    private const int LossesInARow = 3;

    private int _around = 48; // until the first reply: message, PDU and community
    private int _proven;
    private int _good;
    private int _lost;
    private float _free = UsualFree;

    /// <summary>Octets that a reply may have.</summary>
    public int Octets { get; private set; } = Math.Min(most, Frame);

    /// <summary>Repetitions that the agent serves in one reply.</summary>
    public int Repetitions { get; private set; } = int.MaxValue;

    /// <summary>Octets of the last reply.</summary>
    public int Last { get; private set; }

    /// <summary>Octets that the varbinds of a reply may be thought to have. The better that was known lately, the less is left free.</summary>
    public float Room => Math.Max(1, (Octets - _around) * (1 - _free));

    /// <summary>The same for somebody else to go on with.</summary>
    public ReplySize Copy() => (ReplySize)MemberwiseClone();

    /// <summary>A valid reply arrived.</summary>
    /// <param name="octets">Its length.</param>
    /// <param name="varbinds">The length of its list of varbinds.</param>
    public void OnReply(int octets, int varbinds)
    {
        (Last, _around) = (octets, octets - varbinds);
        _proven = Math.Max(_proven, octets);
    }

    /// <summary>All that was asked for came, and no column ended.</summary>
    /// <param name="expected">Octets that the list of varbinds was thought to have.</param>
    /// <param name="actual">Octets that it has.</param>
    public void OnMeasured(float expected, int actual) =>
        _free = Math.Clamp(Math.Max(_free - FreeGivenUp, FreeToErrors * ((actual / expected) - 1)), LeastFree, MostFree);

    /// <summary>All that was asked for came.</summary>
    public void OnFull()
    {
        if (4 * Last >= 3 * Octets) _lost = 0;
        if ((Octets == most && Repetitions == int.MaxValue) || ++_good < RepliesToGrow) return;
        _good = 0;
        Octets = Math.Min(most, Octets + Math.Max(1, Octets / 8));
        if (Repetitions != int.MaxValue) Repetitions++;
    }

    /// <summary>The last reply has fewer varbinds than were asked for, and nothing has ended.</summary>
    /// <param name="names">Columns asked for.</param>
    /// <param name="repetitions">Repetitions asked for.</param>
    /// <param name="varbinds">Varbinds that came.</param>
    public void OnShort(int names, int repetitions, int varbinds)
    {
        (_lost, _good) = (0, 0);
        if (8 * Last >= 7 * Octets) return; // as full as can be: it was a little longer than we thought
        if (names > 1 && varbinds % names == 0 && varbinds / names < repetitions) Repetitions = Math.Min(Repetitions, varbinds / names); // whole rows: it counts rows
        else Octets = Math.Max(Least, Last + (Last / 16)); // the next varbind might just not have fitted
    }

    /// <summary>The agent says that its reply would be too big.</summary>
    public void OnTooBig()
    {
        _good = 0;
        Octets = Math.Max(_around + 1, Octets / 2);
        _proven = Math.Min(_proven, Octets);
    }

    /// <summary>A request had no reply. What has been this long before was lost by chance, unless that happens again and again.</summary>
    /// <param name="expected">Octets that its reply was to have.</param>
    public void OnLost(float expected)
    {
        _good = 0;
        if (expected + _around <= _proven && ++_lost < LossesInARow) return;
        _lost = 0;
        Octets = Math.Max(Least, Octets / 2);
        _proven = Math.Min(_proven, Octets);
    }
}
