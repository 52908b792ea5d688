namespace Collector.Simulator.Faults;

/// <summary>Decides what goes wrong with one reply, from the options' probabilities.</summary>
internal sealed class FaultPlan(SimulatorOptions options)
{
    public bool Loses(ref FaultDice dice) => dice.Hits(options.Loss);

    public bool ForgetsTime(ref FaultDice dice) => dice.Hits(options.NotInTimeWindow);

    public bool SignsWrongly(ref FaultDice dice) => dice.Hits(options.WrongDigest);

    public bool Doubles(ref FaultDice dice) => dice.Hits(options.Duplicate);

    public GarbageKind? Garbles(ref FaultDice dice) =>
        dice.Hits(options.Garbage) ? options.GarbageKinds[dice.Next(options.GarbageKinds.Count)] : null;

    public TimeSpan Delay(DeviceNature nature, ref FaultDice dice, out bool isLate)
    {
        isLate = dice.Hits(options.Late);
        var delay = options.Delay;
        if (options.DelayJitter > TimeSpan.Zero) delay += options.DelayJitter * dice.NextDouble();
        if (nature == DeviceNature.Slow) delay += options.SlowBy;
        if (isLate) delay += options.LateBy;
        return delay;
    }

    /// <summary>Gives exactly round(fraction × devices) devices each nature; the seed chooses which.</summary>
    public DeviceNature[] Natures()
    {
        var natures = new DeviceNature[options.Devices];
        var order = Enumerable.Range(0, natures.Length).ToArray();
        new Random(options.Seed).Shuffle(order); // with a seed, the algorithm is the same in every version
        var next = 0;
        Take(options.Silent, DeviceNature.Silent);
        Take(options.Slow, DeviceNature.Slow);
        Take(options.Serial, DeviceNature.Serial);
        Take(options.Breaking, DeviceNature.Breaking);
        Take(options.Skipping, DeviceNature.Skipping);
        Take(options.SteppingBack, DeviceNature.SteppingBack);
        Take(options.Endless, DeviceNature.Endless);
        Take(options.HugeGarbage, DeviceNature.HugeGarbage);
        return natures;

        void Take(double fraction, DeviceNature nature)
        {
            for (var left = (int)Math.Round(fraction * natures.Length); left > 0 && next < order.Length; left--) natures[order[next++]] = nature;
        }
    }
}
