namespace Collector.Fuzz;

/// <summary>Gives a target one damaged input after the other, of consecutive seeds, until there is a finding.</summary>
/// <remarks>One thread runs it; any may ask what it is at.</remarks>
public sealed class FuzzRun
{
    private readonly FuzzTarget _target;
    private readonly long _firstSeed;
    private readonly Lock _gate = new();
    private long _seed;

    public FuzzRun(FuzzTarget target, long firstSeed) => (_target, _firstSeed, _seed) = (target, firstSeed, firstSeed);

    /// <summary>The seed of the input that is being read.</summary>
    public long Seed
    {
        get
        {
            lock (_gate) return _seed;
        }
    }

    /// <summary>How many inputs were read.</summary>
    public long Inputs => Seed - _firstSeed;

    /// <summary>Reads inputs until something says stop.</summary>
    public Finding? Run(Func<FuzzRun, bool> goesOn)
    {
        while (goesOn(this))
        {
            var seed = Seed;
            if (Read(Mutator.Mutate(_target, seed), seed) is { } finding) return finding;
            lock (_gate) _seed = seed + 1;
        }

        return null;
    }

    /// <summary>The input that is being read, as a finding: it takes too long.</summary>
    public Finding Stuck()
    {
        var seed = Seed;
        return new Finding(seed, Mutator.Mutate(_target, seed), "It takes too long.");
    }

    /// <summary>Reads one input.</summary>
    public Finding? Read(byte[] input, long seed = 0)
    {
        try
        {
            _target.Read(input);
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return new Finding(seed, input, error.ToString());
        }
    }
}
